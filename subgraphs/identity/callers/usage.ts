import type { Database } from '../../../schema/database.ts'
import type { Logger } from '../../../schema/log.ts'

/**
 * For how long a use that is written down stands for later ones, in SQL. Uses are told `to the minute`, and gateways ask about a caller whom they know
 * a second later.
 */
export const USE_KNOWN_FOR = "interval '59 seconds'"

const TABLES = { key: 'identity.api_keys', session: 'identity.browser_sessions' }

const record = (table: string) => `
  with used as (
    update ${table} set last_used_at = now()
    where id = $1 and (last_used_at is null or last_used_at < now() - ${USE_KNOWN_FOR})
    returning user_id
  )
  update identity.users set last_login_at = now() from used where users.id = used.user_id`

const RECORD = { key: record(TABLES.key), session: record(TABLES.session) }

/** Notes when API keys and browsers' sessions are used: about once a minute each, and without making a request wait. */
export interface Usage {
  record(kind: keyof typeof TABLES, id: string): void
  /** Resolves when nothing is left to be written. */
  settled(): Promise<void>
}

export function createUsage(database: Database, log: Logger): Usage {
  const writing = new Map<string, Promise<void>>()

  async function write(kind: keyof typeof TABLES, id: string) {
    try {
      await database.query(RECORD[kind], [id])
    } catch (error) {
      log.error({ err: error, id }, `the last use of this ${kind} could not be recorded`)
    } finally {
      writing.delete(id)
    }
  }

  return {
    record(kind, id) {
      if (!writing.has(id)) writing.set(id, write(kind, id))
    },
    async settled() {
      await Promise.all(writing.values())
    },
  }
}
