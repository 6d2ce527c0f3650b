import type { Sealer } from '../../../schema/sealing.ts'
import type { ServerRow } from './server.entity.ts'

/** What only the server may learn. */
export interface Secrets {
  /** Sent as `Authorization: Bearer`. */
  apiKey?: string
  headers?: Record<string, string>
  /** Environment of a `stdio` server. */
  env?: Record<string, string>
  /** An OAuth client that was registered by hand. */
  oauthClientId?: string
  oauthClientSecret?: string
}

const secretsRow = (id: string) => `mcp/servers/${id}/secrets`
const oauthRow = (id: string) => `mcp/servers/${id}/oauth`

export const sealSecrets = (sealer: Sealer, id: string, secrets: Secrets) =>
  Object.keys(secrets).length > 0 ? sealer.seal(JSON.stringify(secrets), secretsRow(id)) : null

export const openSecrets = (sealer: Sealer, { id, sealedSecrets }: Pick<ServerRow, 'id' | 'sealedSecrets'>): Secrets =>
  sealedSecrets ? (JSON.parse(sealer.open(sealedSecrets, secretsRow(id))) as Secrets) : {}

export const sealOauth = (sealer: Sealer, id: string, state: object) => sealer.seal(JSON.stringify(state), oauthRow(id))

export const openOauth = <State extends object>(sealer: Sealer, id: string, sealed: string | null): Partial<State> =>
  sealed ? (JSON.parse(sealer.open(sealed, oauthRow(id))) as State) : {}

/** The same text under the current ENCRYPTION_KEY. */
export function reseal(sealer: Sealer, id: string, kind: 'secrets' | 'oauth', sealed: string): string {
  const row = kind === 'secrets' ? secretsRow(id) : oauthRow(id)
  return sealer.seal(sealer.open(sealed, row), row)
}
