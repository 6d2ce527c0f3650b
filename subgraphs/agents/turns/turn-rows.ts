// The rows that a turn writes. Each function is one statement: a turn that dies between two of them leaves nothing half done.
import { DatabaseError } from 'pg'
import type { Actor } from '../../../schema/caller.ts'
import type { Database } from '../../../schema/database.ts'
import { type PendingCall, SinasError } from '../../../schema/errors.ts'
import type { Transaction } from '../../../schema/transaction.ts'
import type { ToolCall } from '../chats/chat.entity.ts'
import { type EventName, Journal } from './journal.ts'
import { FIRST_CLAIM } from './owned-turns.ts'
import type { TurnStatus } from './turn.entity.ts'

/** SQL of a chat's shapers and those in `actors`, each once. */
const shapersWith = (actors: string) => `
  case when shapers @> ${actors}::jsonb then shapers
  else (select jsonb_agg(distinct actor) from jsonb_array_elements(shapers || ${actors}::jsonb) as actor) end`

// Where no turn goes on as this statement sees it, it sees all that earlier turns have written: "last" is their last row,
// "shapers" are theirs.
const BEGIN = `
  with turn as (
    insert into agents.turns (id, chat_id, status, owner, claim, watchers, created_at)
    select $1::uuid, $2::uuid, 'running', $3::uuid, ${FIRST_CLAIM}, case when $7 then array[$3::uuid] end, now()
    where not exists (select from agents.turns where chat_id = $2 and status in ('running', 'waiting')) returning chat_id),
  message as (
    insert into agents.messages (id, chat_id, turn_id, turn_seq, role, content, created_at)
    select $4, chat_id, $1, 0, 'user', $5, now() from turn),
  touched as (
    update agents.chats set updated_at = now(), last_message_at = now(), shapers = ${shapersWith('$6')} where id = (select chat_id from turn))
  select (select max(position)::float8 from agents.messages where chat_id = $2) as last,
    (select shapers from agents.chats where id = $2) as shapers from turn`

/** A turn that begins with a message. */
export interface NewTurn {
  id: string
  chatId: string
  /** The process that runs it. */
  owner: string
  /** Whether a client of that process watches it from the beginning. */
  isWatched: boolean
  content: string
  /** Its shapers, who stay with the chat, because what is said stays. */
  shapers: readonly Actor[]
}

export interface BegunTurn extends Record<string, unknown> {
  /** Position of the last row before the message; null where it is the first. */
  last: number | null
  /** The shapers of what was said before. */
  shapers: Actor[]
}

/**
 * Stores the user's message and the turn that answers it.
 * @returns undefined while another turn goes on in the chat
 */
export async function beginTurn(database: Database, turn: NewTurn): Promise<BegunTurn | undefined> {
  const { id, chatId, owner, content, shapers, isWatched } = turn
  const values = [id, chatId, owner, crypto.randomUUID(), content, JSON.stringify(shapers), isWatched]
  try {
    return (await database.query<BegunTurn>(BEGIN, values))[0]
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.constraint !== 'turns_one_at_a_time') throw error
    return undefined
  }
}

const BUSY = `
  select a.tool_call_id, a.function_namespace, a.function_name, a.arguments from agents.turns t
  join agents.approvals a on a.turn_id = t.id and a.approved is null
  where t.chat_id = $1 and t.status = 'waiting' order by a.created_at`

/** @returns the error of a message that comes while a turn goes on, or waits for approvals */
export async function chatIsBusy(database: Database, chatId: string): Promise<SinasError> {
  const pending = await database.query<PendingCall & Record<string, unknown>>(BUSY, [chatId])
  if (pending.length === 0)
    return new SinasError('CONFLICT', { reason: 'The agent is still answering in this chat: wait for it, or cancel its turn' })
  return approvalNeeded(pending)
}

export function approvalNeeded(pendingApprovals: PendingCall[]): SinasError {
  const calls = pendingApprovals
    .map((call) => `${call.function_namespace}/${call.function_name} (tool call ${call.tool_call_id})`)
    .join(', ')
  return new SinasError('CONFLICT', {
    reason: `This chat waits for the approval of ${calls}: approve or reject them first`,
    pendingApprovals,
  })
}

const ADD_SHAPERS = `update agents.chats set shapers = ${shapersWith('$2')} where id = $1`

/** Keeps who shapes a turn that goes on without a message. */
export async function addShapers(database: Database, chatId: string, shapers: readonly Actor[]): Promise<void> {
  await database.query(ADD_SHAPERS, [chatId, JSON.stringify(shapers)])
}

const RESUME = `
  update agents.turns set status = 'running', owner = $2, claim = claim + 1 where id = $1 and status = 'waiting'
  and not exists (select from agents.approvals where turn_id = $1 and approved is null) returning id`

/** Takes over a turn whose approvals are all decided. @returns false where an approval is undecided, or another process was faster */
export async function resumeTurn(transaction: Transaction, turnId: string, owner: string): Promise<boolean> {
  return (await transaction.query(RESUME, [turnId, owner])).rowCount === 1
}

const FINISH = `
  with ended as (
    update agents.turns set status = $3, error = $4, finished_at = now()
    where id = $1 and owner = $2 and status = 'running' returning id, chat_id),
  touched as (update agents.chats set updated_at = now(), last_message_at = now() where id = (select chat_id from ended)),
  event as (insert into agents.turn_events (turn_id, seq, event, data) select id, $5, $6, $7 from ended),
  next as (
    insert into agents.turns (id, chat_id, status, created_at)
    select $9, chat_id, 'waiting', now() from ended where $9::uuid is not null returning id, chat_id),
  asked as (
    insert into agents.approvals (id, chat_id, turn_id, tool_call_id, function_namespace, function_name, arguments, created_at)
    select gen_random_uuid(), next.chat_id, next.id, c.*, now()
    from next, unnest($10::text[], $11::text[], $12::text[], $13::json[]) as c)
  select pg_notify('${Journal.channel}', $8) from ended`

export interface TurnOutcome {
  status: Exclude<TurnStatus, 'running' | 'waiting'>
  event: Extract<EventName, 'done' | 'error'>
  data: Record<string, unknown>
  /** Calls that wait for the user, and the turn that goes on when all are decided. */
  next?: { turnId: string; calls: GatedCall[] }
}

export interface GatedCall {
  toolCallId: string
  namespace: string
  name: string
  arguments: Record<string, unknown>
}

/** Ends the turn with its last event. @returns false where another process had ended it */
export async function finishTurn(database: Database, journal: Journal, turnId: string, outcome: TurnOutcome): Promise<boolean> {
  if (!(await journal.flushed(turnId))) return false
  const seq = journal.nextSeq(turnId)
  const { status, event, data, next } = outcome
  const calls = next?.calls ?? []
  const ended = await database.query(FINISH, [
    turnId,
    journal.processId,
    status,
    event === 'error' ? data.error : null,
    seq,
    event,
    JSON.stringify(data),
    journal.notice(turnId, seq),
    next?.turnId ?? null,
    calls.map((call) => call.toolCallId),
    calls.map((call) => call.namespace),
    calls.map((call) => call.name),
    calls.map((call) => JSON.stringify(call.arguments)),
  ])
  if (ended.length > 0) journal.end(turnId, { turnId, seq, event, data })
  return ended.length > 0
}

const SAVE_REPLY = `
  with used as (
    insert into agents.usage as u (day, user_id, agent_id, model, calls, prompt_tokens, completion_tokens, cost)
    select (now() at time zone 'utc')::date, $7, $8, $9, 1, $10::int, $11::int, coalesce($12::float8, 0) where $10::int is not null
    on conflict (day, user_id, agent_id, model) do update set calls = u.calls + 1,
      prompt_tokens = u.prompt_tokens + excluded.prompt_tokens,
      completion_tokens = u.completion_tokens + excluded.completion_tokens, cost = u.cost + excluded.cost)
  insert into agents.messages
    (id, chat_id, turn_id, turn_seq, role, content, tool_calls, model, prompt_tokens, completion_tokens, cost, created_at)
  values ($1, $2, $3, $4, 'assistant', $5, $6, $9, $10::int, $11::int, $12::float8, now())`

export interface SavedReply {
  chatId: string
  turnId: string
  turnSeq: number
  content: string | null
  calls: ToolCall[] | null
  userId: string
  agentId: string
  model: string
  /** Null where the answer was cut short: the provider counts at the end. */
  tokens: { prompt: number; completion: number } | null
  /** US dollars; null where the price is not known. */
  cost: number | null
}

/** Stores what a model answered, and what it cost. @returns the message's id */
export async function saveReply(database: Database, reply: SavedReply): Promise<string> {
  const id = crypto.randomUUID()
  const { tokens } = reply
  await database.query(SAVE_REPLY, [
    id,
    reply.chatId,
    reply.turnId,
    reply.turnSeq,
    reply.content,
    reply.calls && JSON.stringify(reply.calls),
    reply.userId,
    reply.agentId,
    reply.model,
    tokens?.prompt ?? null,
    tokens?.completion ?? null,
    reply.cost,
  ])
  return id
}

const SAVE_RESULT = `
  insert into agents.messages (id, chat_id, turn_id, turn_seq, role, content, tool_call_id, name, created_at)
  values (gen_random_uuid(), $1, $2, $3, 'tool', $4, $5, $6, now())`

export interface SavedResult {
  chatId: string
  turnId: string
  turnSeq: number
  content: string
  toolCallId: string
  name: string
}

export async function saveResult(database: Database, result: SavedResult): Promise<void> {
  await database.query(SAVE_RESULT, [result.chatId, result.turnId, result.turnSeq, result.content, result.toolCallId, result.name])
}
