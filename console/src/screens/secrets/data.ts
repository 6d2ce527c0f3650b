import { read, readPages } from '../../data/query.ts'
import {
  OneSecretDocument,
  type OneSecretQuery,
  type SecretRowFragment,
  SecretsDocument,
  SecretUsesDocument,
  type SecretUsesQuery,
} from './generated/secrets.ts'
import type { SecretsSearch } from './search.ts'

export type SecretRow = SecretRowFragment
export type Secret = OneSecretQuery['secret']
export type SecretUse = SecretUsesQuery['secret']['uses']['nodes'][number]

export function secretsPages({ search, visibility }: SecretsSearch) {
  const filter = { ...(search && { search }), ...(visibility && { visibility }) }
  return readPages(SecretsDocument, { filter }, ({ secrets }) => secrets)
}

export const oneSecret = (id: string) => read(OneSecretDocument, { id })

export const usesPages = (id: string) => readPages(SecretUsesDocument, { id }, ({ secret }) => secret.uses)

/** The right to do something to a secret, as its owner, or as another user. */
export const permissionOn = ({ name, userId }: Pick<SecretRow, 'name' | 'userId'>, action: 'update' | 'delete', me: string) =>
  `sinas.secrets/${name}.${action}:${userId === me ? 'own' : 'all'}`
