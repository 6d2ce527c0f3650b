import { read, readPages } from '../../data/query.ts'
import { type KeyRowFragment, KeysDocument, OneKeyDocument, type OneKeyQuery } from './generated/keys.ts'
import type { KeysSearch } from './search.ts'

export type KeyRow = KeyRowFragment
export type Key = OneKeyQuery['apiKey']

export const NEEDS = {
  create: 'sinas.api_keys.create:own',
  delete: 'sinas.api_keys.delete:own',
  deleteAll: 'sinas.api_keys.delete:all',
  all: 'sinas.api_keys.read:all',
} as const

export function keysPages({ owner, state }: KeysSearch) {
  const filter = { ...(owner && { owner }), ...(state && { isActive: state === 'active' }) }
  return readPages(KeysDocument, { filter }, ({ apiKeys }) => apiKeys)
}

export const oneKey = (id: string) => read(OneKeyDocument, { id })

export type KeyState = 'active' | 'revoked' | 'expired'

export function stateOf({ isActive, expiresAt }: Pick<KeyRow, 'isActive' | 'expiresAt'>): KeyState {
  if (!isActive) return 'revoked'
  return expiresAt !== null && Date.parse(expiresAt) < Date.now() ? 'expired' : 'active'
}
