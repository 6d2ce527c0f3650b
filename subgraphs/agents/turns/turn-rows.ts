// Rows that some turns write. Each function is one statement: a turn that dies between two of them leaves nothing half done.
import type { Actor } from '../../../schema/caller.ts'
import type { Database } from '../../../schema/database.ts'
import { type PendingCall, SinasError } from '../../../schema/errors.ts'
import type { Transaction } from '../../../schema/transaction.ts'

/** SQL of a chat's shapers and those in `actors`, each once. */
export const shapersWith = (actors: string) => `
  case when shapers @> ${actors}::jsonb then shapers
  else (select jsonb_agg(distinct actor) from jsonb_array_elements(shapers || ${actors}::jsonb) as actor) end`

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
