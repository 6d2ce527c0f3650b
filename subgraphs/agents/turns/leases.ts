import type { Database } from '../../../schema/database.ts'
import type { Logger } from '../../../schema/log.ts'
import type { MessageChunk } from '../providers/reply.ts'
import { Journal, type StopReason } from './journal.ts'

/** Seconds that a turn is believed to live without a word of its process. */
const LEASE_SECONDS = 10
const BEAT_MS = 2500

/** SQL of when a lease that begins now ends. */
export const LEASE_END = `now() + interval '${LEASE_SECONDS} seconds'`

const RENEW = `
  update agents.turns set lease_until = ${LEASE_END} where id = any($1::uuid[]) and owner = $2 and status = 'running'
  returning id, cancel_requested`

const EXPIRED = `select id from agents.turns where status = 'running' and lease_until < now()`

const UNSAVED = `
  select e.data, e.seq from agents.turn_events e
  where e.turn_id = $1 and e.event = 'message' and e.seq > coalesce((select max(turn_seq) from agents.messages where turn_id = $1), 0)
  order by e.seq`

const BURY = `
  with dead as (
    update agents.turns set status = 'failed', error = $2, finished_at = now()
    where id = $1 and status = 'running' and lease_until < now() returning id, chat_id),
  saved as (
    insert into agents.messages (id, chat_id, turn_id, turn_seq, role, content, created_at)
    select gen_random_uuid(), chat_id, id, $4, 'assistant', $5, now() from dead where $5 <> ''),
  ended as (
    insert into agents.turn_events (turn_id, seq, event, data)
    select id, coalesce((select max(seq) from agents.turn_events where turn_id = $1), 0) + 1, 'error', $3 from dead returning turn_id, seq)
  select pg_notify('${Journal.channel}', json_build_object('from', '', 'turns', json_build_object(turn_id::text, seq))::text) from ended`

const REASON = 'The server that ran this turn stopped. Send the message again to go on.'

/**
 * Keeps the turns of this process alive, and ends those of processes that died: a lease that nobody renews runs out.
 * A process that was only slow finds that its turn is no longer its own, and lets go of it.
 */
export class Leases {
  readonly #running = new Map<string, (why: StopReason) => void>()
  #timer: NodeJS.Timeout | undefined
  #beat: Promise<void> | undefined
  readonly #database: Database
  readonly #processId: string
  readonly #log: Logger

  constructor(database: Database, processId: string, log: Logger) {
    this.#database = database
    this.#processId = processId
    this.#log = log
  }

  /** Looks for turns of dead processes at once, then regularly. */
  async open(): Promise<void> {
    await this.#bury()
    this.#timer = setInterval(() => {
      this.#beat ??= this.#renewAndBury().finally(() => (this.#beat = undefined))
    }, BEAT_MS).unref()
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#beat
  }

  hold(turnId: string, stop: (why: StopReason) => void): Disposable {
    this.#running.set(turnId, stop)
    return { [Symbol.dispose]: () => void this.#running.delete(turnId) }
  }

  async #renewAndBury(): Promise<void> {
    try {
      await this.#renew()
      await this.#bury()
    } catch (error) {
      this.#log.error({ err: error }, "the leases of turns can't be renewed")
    }
  }

  async #renew(): Promise<void> {
    const held = new Map(this.#running)
    if (held.size === 0) return
    const rows = await this.#database.query<{ id: string; cancel_requested: boolean }>(RENEW, [[...held.keys()], this.#processId])
    for (const row of rows) if (row.cancel_requested) held.get(row.id)!('cancelled')
    const ours = new Set(rows.map(({ id }) => id))
    // A turn that has ended meanwhile let go by itself: telling it is harmless.
    for (const [id, stop] of held) if (!ours.has(id)) stop('lost')
  }

  async #bury(): Promise<void> {
    for (const { id } of await this.#database.query<{ id: string }>(EXPIRED)) {
      // What was streamed of an answer whose row had not been stored yet becomes its row: what people have read stays.
      const unsaved = await this.#database.query<{ data: string; seq: number }>(UNSAVED, [id])
      const text = unsaved.map(({ data }) => (JSON.parse(data) as MessageChunk).content ?? '').join('')
      const event = JSON.stringify({ error: REASON, details: 'TURN_FAILED' })
      const buried = await this.#database.query(BURY, [id, REASON, event, unsaved.at(-1)?.seq ?? 0, text])
      if (buried.length > 0) this.#log.warn({ turnId: id }, 'a turn of a process that died was ended')
    }
  }
}
