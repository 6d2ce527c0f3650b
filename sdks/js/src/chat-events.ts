import { ConnectionError, TurnError } from './errors.ts'
import type { Source } from './event-stream.ts'
import type { ServerSentEvent } from './server-sent-events.ts'
import { type ApiRequest, path } from './transport.ts'

/** A piece of what the model says or asks for. */
export interface MessageChunk {
  content: string | null
  tool_calls: { index?: number; id?: string; type?: string; function?: { name?: string; arguments?: string } }[] | null
  finish_reason: string | null
}

interface Events {
  message: MessageChunk
  tool_start: { type: 'tool_start'; tool_call_id: string; name: string; arguments: string; description: string | null }
  tool_end: { type: 'tool_end'; tool_call_id: string; name: string; result: string }
  tool_rejected: { type: 'tool_rejected'; tool_call_id: string; function_namespace: string | null; function_name: string }
  approval_required: {
    type: 'approval_required'
    tool_call_id: string
    function_namespace: string
    function_name: string
    arguments: Record<string, unknown>
  }
  done: {
    status: 'completed' | 'cancelled'
    usage?: { prompt_tokens: number; completion_tokens: number; total_tokens: number }
  }
}

/** An event of a turn. `done` is the last; a turn that fails throws a `TurnError` in its place. */
export type ChatEvent = { [Name in keyof Events]: { id: string; event: Name; data: Events[Name] } }[keyof Events]

/** Reads the events of a chat's turn, and takes their stream up again where it broke: an event's id names the turn too. */
export function chatEventSource(chatId: string, first: ApiRequest): Source<ChatEvent> {
  return {
    first,
    resume: (lastEventId) => ({ method: 'GET', path: path`/chats/${chatId}/stream`, headers: { 'Last-Event-ID': lastEventId } }),
    read,
    isLast: ({ event }) => event === 'done',
  }
}

function read({ id, event, data }: ServerSentEvent): ChatEvent | undefined {
  if (event === 'ping') return undefined
  const value = JSON.parse(data)
  if (event !== 'error') return { id, event, data: value } as ChatEvent
  // An error that is no event of the turn is one of the connection: the turn may well go on.
  if (id === undefined) throw new ConnectionError(value.error)
  throw new TurnError(value.error, value.details ?? value.code ?? undefined)
}
