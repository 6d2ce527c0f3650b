import { ERRORS, type ErrorCode, type PendingCall, SinasError } from '../../../schema/errors.ts'
import type { MessageRow, ToolCall } from '../chats/chat.entity.ts'
import { MESSAGE_COLUMNS } from '../messages/message-columns.ts'
import type { Services } from '../services.ts'
import type { StreamEvent } from './journal.ts'
import { approvalNeeded } from './turn-rows.ts'

const LAST = `select ${MESSAGE_COLUMNS} from agents.messages where turn_id = $1 and role = 'assistant' order by position desc limit 1`

const PENDING = `
  select tool_call_id, function_namespace, function_name, arguments from agents.approvals
  where chat_id = $1 and approved is null order by created_at`

/** The outcome of a turn. */
export interface TurnResult {
  message: MessageRow
  usage: Record<string, number> | null
}

/**
 * Waits for a client until the turn that it began is over.
 * @returns the agent's last message
 * @throws SinasError the error that ended the turn; CONFLICT where it waits for an approval
 */
export async function awaitTurn({ watchers, database }: Services, turnId: string, signal: AbortSignal): Promise<TurnResult> {
  let last: StreamEvent | undefined
  for await (const event of watchers.watch(turnId, 0, signal, { isNew: true })) last = event
  const data = (last?.data ?? {}) as { status?: string; error?: string; details?: string; usage?: Record<string, number> }
  if (last?.event === 'error') throw turnError(data.error ?? '', data.details)
  if (last?.event !== 'done') throw new SinasError('UNAVAILABLE', { what: 'The answer', reason: 'the client left' })
  if (data.status === 'cancelled') throw new SinasError('CONFLICT', { reason: 'The turn was cancelled' })
  const [message] = await database.query<MessageRow & { toolCalls: ToolCall[] | null }>(LAST, [turnId])
  if (message!.toolCalls) throw approvalNeeded(await database.query<PendingCall & Record<string, unknown>>(PENDING, [message!.chatId]))
  return { message: message!, usage: data.usage ?? null }
}

function turnError(message: string, code: string | undefined): SinasError {
  const error = new SinasError(code && code in ERRORS ? (code as ErrorCode) : 'TURN_FAILED')
  error.message = message
  return error
}
