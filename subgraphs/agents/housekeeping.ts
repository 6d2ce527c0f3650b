import type { Database } from '../../schema/database.ts'
import type { Logger } from '../../schema/log.ts'
import { repeat } from '../../schema/repeat.ts'

const EVERY_MS = 60_000

// Streams of turns that are over can be replayed for a day.
const TASKS = [
  `delete from agents.turn_events e using agents.turns t
   where t.id = e.turn_id and t.finished_at < now() - interval '1 day' and t.finished_at > now() - interval '2 days'`,
  `with expired as (select id from agents.chats where expires_at < now()),
   events as (delete from agents.turn_events where turn_id in (select id from agents.turns where chat_id in (select id from expired)))
   delete from agents.chats where id in (select id from expired)`,
]

/** Deletes expired chats, and events of old turns. Several processes may do so at once. @param everyMs between two rounds @returns what stops it */
export function startHousekeeping(database: Database, log: Logger, everyMs = EVERY_MS): () => Promise<void> {
  return repeat(() => clean(database), {
    everyMs,
    log,
    failure: 'expired chats and old events could not be deleted: this process tries again at the next round',
  })
}

async function clean(database: Database): Promise<void> {
  for (const task of TASKS) await database.query(task)
}
