import type { Database } from '../../../schema/database.ts'
import type { Sealer } from '../../../schema/sealing.ts'
import { builder } from '../builder.ts'
import { reseal } from './secrets.ts'

interface Sealed extends Record<string, unknown> {
  id: string
  secrets: string | null
  oauth: string | null
}

builder.relayMutationField(
  'resealMcpSecrets',
  null,
  {
    description: 'Seals secrets that were sealed with an older ENCRYPTION_KEY with the current one.',
    authScopes: { canAll: 'mcp.update' },
    resolve: async (_, __, { database, services }) => ({ resealed: await resealAll(database, services.sealer) }),
  },
  { outputFields: (t) => ({ resealed: t.exposeInt('resealed', { description: 'How many.' }) }) },
)

async function resealAll(database: Database, sealer: Sealer): Promise<number> {
  const rows = await database.query<Sealed>('select id, sealed_secrets as secrets, sealed_oauth as oauth from mcp.servers')
  let count = 0
  for (const row of rows) {
    for (const kind of ['secrets', 'oauth'] as const) {
      const sealed = row[kind]
      if (!sealed || !sealer.isStale(sealed)) continue
      // Not over one that was changed meanwhile.
      const sql = `update mcp.servers set sealed_${kind} = $3 where id = $1 and sealed_${kind} = $2`
      await database.query(sql, [row.id, sealed, reseal(sealer, row.id, kind, sealed)])
      count++
    }
  }
  return count
}
