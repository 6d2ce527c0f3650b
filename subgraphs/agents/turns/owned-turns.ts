import type { ChangeFeed } from '../../../schema/change-feed.ts'
import type { Database } from '../../../schema/database.ts'
import type { Logger } from '../../../schema/log.ts'
import { type OwnedClaim, OwnedRows } from '../../../schema/ownership/owned-rows.ts'
import type { Presence } from '../../../schema/ownership/presence.ts'
import type { ChatChange } from '../chats/chat-change.ts'
import type { MessageChunk } from '../providers/reply.ts'
import { Journal, type StopReason } from './journal.ts'

/** A turn is claimed once in its life: where it begins, or where it goes on after approvals. */
export const FIRST_CLAIM = 1

const TABLE = { name: 'agents.turns', owner: 'owner', claim: 'claim', isOwned: `status = 'running'` }

const CANCELLED = 'select id from agents.turns where id = any($1::uuid[]) and cancel_requested'

const UNSAVED = `
  select e.data, e.seq from agents.turn_events e
  where e.turn_id = $1 and e.event = 'message' and e.seq > coalesce((select max(turn_seq) from agents.messages where turn_id = $1), 0)
  order by e.seq`

const BURY = `
  with dead as (
    update agents.turns set status = 'failed', error = $2, finished_at = now()
    where id = $1 and status = 'running' and owner = $6 and claim = $7 returning id, chat_id),
  saved as (
    insert into agents.messages (id, chat_id, turn_id, turn_seq, role, content, created_at)
    select gen_random_uuid(), chat_id, id, $4, 'assistant', $5, now() from dead where $5 <> ''),
  ended as (
    insert into agents.turn_events (turn_id, seq, event, data)
    select id, coalesce((select max(seq) from agents.turn_events where turn_id = $1), 0) + 1, 'error', $3 from dead returning turn_id, seq)
  select c.id as "chatId", c.user_id as "userId",
    pg_notify('${Journal.channel}', json_build_object('from', '', 'turns', json_build_object(turn_id::text, seq))::text)
  from ended join dead on dead.id = ended.turn_id join agents.chats c on c.id = dead.chat_id`

const REASON = 'The server that ran this turn stopped. Send the message again to go on.'

interface Dependencies {
  database: Database
  chatChanges: Pick<ChangeFeed<ChatChange>, 'publish'>
  presence: Presence
  log: Logger
}

/**
 * The turns of this process, and those of processes that died: they end with an error, for their model may have been asked
 * and their tools called. A process that was only slow finds that its turn is no longer its own, and lets go of it.
 */
export class OwnedTurns {
  readonly #running = new Map<string, (why: StopReason) => void>()
  readonly #rows: OwnedRows
  readonly #dependencies: Dependencies
  #leave = () => {}

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies
    this.#rows = new OwnedRows(dependencies.database, dependencies.presence, TABLE)
  }

  async open(): Promise<void> {
    this.#leave = await this.#rows.lookAfter(
      (orphans) => this.#bury(orphans),
      () => this.#recheck(),
    )
    await this.#bury(await this.#rows.orphans())
  }

  close(): void {
    this.#leave()
  }

  hold(turnId: string, stop: (why: StopReason) => void): Disposable {
    this.#running.set(turnId, stop)
    return { [Symbol.dispose]: () => void this.#running.delete(turnId) }
  }

  /** Stops turns that another process cancelled or ended without this one noticing. */
  async #recheck(): Promise<void> {
    const held = new Map(this.#running)
    if (held.size === 0) return
    const ids = [...held.keys()]
    for (const { id } of await this.#dependencies.database.query<{ id: string }>(CANCELLED, [ids])) held.get(id)!('cancelled')
    for (const { id } of await this.#rows.lostAmong(ids.map((id) => ({ id, claim: FIRST_CLAIM })))) held.get(id)!('lost')
  }

  async #bury(orphans: readonly OwnedClaim[]): Promise<void> {
    const { database, chatChanges, log } = this.#dependencies
    for (const { id, owner, claim } of orphans) {
      // Streamed text whose message was not stored yet becomes a message: users keep what they have read.
      const unsaved = await database.query<{ data: string; seq: number }>(UNSAVED, [id])
      const text = unsaved.map(({ data }) => (JSON.parse(data) as MessageChunk).content ?? '').join('')
      const event = JSON.stringify({ error: REASON, details: 'TURN_FAILED' })
      const buried = await database.query<ChatChange>(BURY, [id, REASON, event, unsaved.at(-1)?.seq ?? 0, text, owner, claim])
      for (const { chatId, userId } of buried) chatChanges.publish({ chatId, userId })
      if (buried.length > 0) log.warn({ turnId: id }, 'this process ended a turn whose process died')
    }
  }
}
