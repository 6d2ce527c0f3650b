import { ConnectionError, TurnError } from './errors.ts'
import type { Source } from './event-stream.ts'
import type { ChatEvents } from './generated/types.ts'
import type { ServerSentEvent } from './server-sent-events.ts'
import { type ApiRequest, path } from './transport.ts'

type Events = Omit<ChatEvents, 'error'>

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
