import type { Database } from '../../../schema/database.ts'
import { inTransaction } from '../../../schema/transaction.ts'

const REVOKE = 'update identity.api_keys set is_active = false, revoked_at = now(), revoked_by = $2 where id = $1 and is_active'

const REVOKE_MADE = `
  with recursive made as (
    select id from identity.api_keys where parent_id = $1
    union select k.id from identity.api_keys k join made on k.parent_id = made.id
  )
  update identity.api_keys k set is_active = false, revoked_at = now(), revoked_by = $2 from made where k.id = made.id and k.is_active`

/** Revokes a key with all keys that were made with it, directly or indirectly: keys that a thief makes with it end with it. */
export function revokeKey(database: Database, id: string, revokedBy: string): Promise<void> {
  return inTransaction(database, async (client) => {
    await client.query(REVOKE, [id, revokedBy])
    // Repeated until none is left: a key that is made at this moment is seen by the next statement only.
    while ((await client.query(REVOKE_MADE, [id, revokedBy])).rowCount !== 0);
  })
}
