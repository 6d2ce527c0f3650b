import type { Database } from '../../../schema/database.ts'
import type { Logger } from '../../../schema/log.ts'

const RECORD = `
  with used as (
    update identity.api_keys set last_used_at = now()
    where id = $1 and (last_used_at is null or last_used_at < now() - interval '1 minute')
    returning user_id
  )
  update identity.users set last_login_at = now() from used where users.id = used.user_id`

/** Notes when API keys are used: at most once a minute each, and without making a request wait. */
export interface KeyUsage {
  record(apiKeyId: string): void
  /** Resolves when nothing is left to be written. */
  settled(): Promise<void>
}

export function createKeyUsage(database: Database, log: Logger): KeyUsage {
  const writing = new Map<string, Promise<void>>()

  async function write(apiKeyId: string) {
    try {
      await database.query(RECORD, [apiKeyId])
    } catch (error) {
      log.error({ err: error, apiKeyId }, 'the last use of an API key could not be recorded')
    } finally {
      writing.delete(apiKeyId)
    }
  }

  return {
    record(apiKeyId) {
      if (!writing.has(apiKeyId)) writing.set(apiKeyId, write(apiKeyId))
    },
    async settled() {
      await Promise.all(writing.values())
    },
  }
}
