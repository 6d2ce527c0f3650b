import type { Database } from '../../../schema/database.ts'
import type { Sealer } from '../../../schema/sealing.ts'
import { keyRow } from './choose-model.ts'

/** Seals what was sealed with an older key with the current one, so that the older one may be thrown away. @returns how many */
export async function resealKeys(database: Database, sealer: Sealer): Promise<number> {
  const rows = await database.query<{ id: string; sealed: string }>(
    'select id, sealed_api_key as sealed from agents.llm_providers where sealed_api_key is not null',
  )
  const stale = rows.filter(({ sealed }) => sealer.isStale(sealed))
  for (const { id, sealed } of stale) {
    const fresh = sealer.seal(sealer.open(sealed, keyRow(id)), keyRow(id))
    // Not over a key that was changed meanwhile.
    await database.query('update agents.llm_providers set sealed_api_key = $3 where id = $1 and sealed_api_key = $2', [id, sealed, fresh])
  }
  return stale.length
}
