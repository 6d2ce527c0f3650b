import { createHmac, randomBytes } from 'node:crypto'
import { hashSecret } from '../secret.ts'

const FAMILY_BYTES = 16
const CHANGING_BYTES = 16
const TEXT = /^[\w-]{43}$/

/**
 * What renews access tokens: 32 bytes, of which 16 stay while a user is logged in and name the family, and 16 change at every use.
 * So that a token that was used before is known as one, though only the newest is kept.
 */
export interface RefreshToken {
  /** 43 URL-safe characters. */
  text: string
  hash: string
  familyHash: string
  /** The first characters, which stay as well. */
  prefix: string
}

export const createRefreshToken = (): RefreshToken => tokenOf(randomBytes(FAMILY_BYTES + CHANGING_BYTES).toString('base64url'))

/** @returns null where the text is no refresh token of any time */
export const readRefreshToken = (text: string): RefreshToken | null => (TEXT.test(text) ? tokenOf(text) : null)

/**
 * The token that takes this one's place. Always the same one: two tabs that renew at the same time, and a client that lost the answer and asks
 * again, end with the token that is good.
 */
export function successorOf({ text }: RefreshToken, secretKey: string): RefreshToken {
  const changing = createHmac('sha256', `sinas refresh token:${secretKey}`).update(text).digest().subarray(0, CHANGING_BYTES)
  return tokenOf(Buffer.concat([familyOf(text), changing]).toString('base64url'))
}

const familyOf = (text: string): Buffer => Buffer.from(text, 'base64url').subarray(0, FAMILY_BYTES)

const tokenOf = (text: string): RefreshToken => ({
  text,
  hash: hashSecret(text),
  familyHash: hashSecret(familyOf(text).toString('base64url')),
  prefix: text.slice(0, 8),
})
