import type { Database } from '../../../schema/database.ts'
import type { Logger } from '../../../schema/log.ts'

/**
 * For how long a use that is written down stands for later ones, in SQL. Keys are told `to the minute`, and gateways ask about one that they know a
 * second later.
 */
export const USE_KNOWN_FOR = "interval '59 seconds'"

const RECORD = `
  with used as (
    update identity.api_keys set last_used_at = now()
    where id = $1 and (last_used_at is null or last_used_at < now() - ${USE_KNOWN_FOR})
    returning user_id
  )
  update identity.users set last_login_at = now() from used where users.id = used.user_id`

/** Notes when API keys are used: about once a minute each, and without making a request wait. */
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
