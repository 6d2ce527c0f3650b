import type { Database } from '../../schema/database.ts'
import type { Sealer } from '../../schema/sealing.ts'
import { openVersion, sealVersion } from './save-secret.ts'
import type { SecretVersionRow } from './secret-version.entity.ts'

const BATCH = 500

const READ = `select id, sealed_value as "sealedValue" from secrets.versions where id > $1 order by id limit ${BATCH}`
const WRITE = 'update secrets.versions set sealed_value = $2 where id = $1'

/** Seals what was sealed with an older key with the current one, so that the older one may be thrown away. @returns how many versions */
export async function resealSecrets(database: Database, sealer: Sealer): Promise<number> {
  let resealed = 0
  let last = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const versions = await database.query<Pick<SecretVersionRow, 'id' | 'sealedValue'>>(READ, [last])
    for (const version of versions) {
      if (!sealer.isStale(version.sealedValue)) continue
      await database.query(WRITE, [version.id, sealVersion(sealer, version.id, openVersion(sealer, version))])
      resealed++
    }
    if (versions.length < BATCH) return resealed
    last = versions.at(-1)!.id
  }
}
