import type { Database } from '../../../schema/database.ts'
import type { GatedCall } from './gated-calls.ts'
import { type StreamEvent, watchedElsewhere } from './journal.ts'
import { repliesFrom, type SavedReply, storing, valuesOf } from './save-replies.ts'
import type { TurnStatus } from './turn.entity.ts'

// Turns and chats are locked in their order, as in `beginTurns`. The other processes are told after it, by those turns that someone watches there:
// commits that notify take turns at a lock of the whole server.
const FINISH = `
  with given as (select * from unnest($2::uuid[], $3::text[], $4::text[]) as g(turn_id, outcome, fault)),
  mine as (
    select t.id, outcome, fault from agents.turns t join given on turn_id = t.id where t.owner = $1 and t.status = 'running'
    order by t.chat_id for no key update of t),
  ended as (
    update agents.turns t set status = outcome, error = fault, finished_at = now() from mine
    where t.id = mine.id returning t.id, t.chat_id, t.cancel_requested or ${watchedElsewhere('t.watchers', '$1')} as is_heard),
  touched as (update agents.chats c set updated_at = now(), last_message_at = now() from ended where c.id = ended.chat_id),
  event as (
    insert into agents.turn_events (turn_id, seq, event, data)
    select e.* from unnest($5::uuid[], $6::int[], $7::text[], $8::text[]) as e(turn_id, seq, event, data) join ended on ended.id = e.turn_id),
  reply as (select reply.* from ${repliesFrom(14)} join ended on ended.id = reply.turn), ${storing('reply')},
  next as (
    insert into agents.turns (id, chat_id, status, created_at)
    select n.id, ended.chat_id, 'waiting', now() from unnest($2::uuid[], $9::uuid[]) as n(ended_id, id) join ended on ended.id = ended_id
    where n.id is not null returning id, chat_id),
  asked as (
    insert into agents.approvals (id, chat_id, turn_id, tool_call_id, function_namespace, function_name, arguments, created_at)
    select gen_random_uuid(), next.chat_id, next.id, c.call_id, c.namespace, c.name, c.arguments, now()
    from unnest($10::uuid[], $11::text[], $12::text[], $13::text[], $25::json[]) as c(turn_id, call_id, namespace, name, arguments)
    join next on next.id = c.turn_id)
  select id, is_heard as "isHeard" from ended`

/** How a turn ends. */
export interface TurnEnd {
  turnId: string
  status: Exclude<TurnStatus, 'running' | 'waiting'>
  /** Shown to its user. */
  error: string | null
  /** Its last events, which are stored with its end. */
  events: StreamEvent[]
  /** What the model said last, where that is not stored yet. */
  reply: SavedReply | undefined
  /** Calls that wait for the user, and the turn that goes on when all are decided. */
  next: { turnId: string; calls: GatedCall[] } | undefined
}

interface Ended {
  id: string
  /** Whether another process is to be told. */
  isHeard: boolean
}

/** Ends turns of this process. @returns undefined for one that another process had ended */
export async function finishTurns(database: Database, owner: string, ends: readonly TurnEnd[]): Promise<(Ended | undefined)[]> {
  const events = ends.flatMap((end) => end.events)
  const calls = ends.flatMap(({ next }) => next?.calls.map((call) => ({ ...call, turnId: next.turnId })) ?? [])
  const rows = await database.query<Ended & Record<string, unknown>>(FINISH, [
    owner,
    ends.map(({ turnId }) => turnId),
    ends.map(({ status }) => status),
    ends.map(({ error }) => error),
    events.map(({ turnId }) => turnId),
    events.map(({ seq }) => seq),
    events.map(({ event }) => event),
    events.map(({ data }) => JSON.stringify(data)),
    ends.map(({ next }) => next?.turnId ?? null),
    calls.map(({ turnId }) => turnId),
    calls.map(({ toolCallId }) => toolCallId),
    calls.map(({ namespace }) => namespace),
    calls.map(({ name }) => name),
    ...valuesOf(ends.flatMap(({ reply }) => reply ?? [])),
    calls.map((call) => JSON.stringify(call.arguments)),
  ])
  const ended = new Map(rows.map((row) => [row.id, row]))
  return ends.map(({ turnId }) => ended.get(turnId))
}
