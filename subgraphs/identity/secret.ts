import { createHash, randomBytes } from 'node:crypto'

/** A secret to hand out once, and what is kept of it. */
export interface Secret {
  /** 32 random bytes as 43 URL-safe characters. */
  text: string
  /** SHA-256 in hex: enough, since no attacker can try all of 2^256 secrets. */
  hash: string
  /** The first characters, by which a person recognises it. */
  prefix: string
}

export function createSecret(): Secret {
  const text = randomBytes(32).toString('base64url')
  return { text, hash: hashSecret(text), prefix: text.slice(0, 8) }
}

export const hashSecret = (text: string): string => createHash('sha256').update(text).digest('hex')
