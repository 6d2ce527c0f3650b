import type { Context } from '../../../schema/context.ts'
import { invalid, SinasError } from '../../../schema/errors.ts'
import { isUuid } from '../../../schema/scalars.ts'
import { builder } from '../builder.ts'
import { messageContent } from '../providers/content.ts'
import type { Services } from '../services.ts'
import type { StreamEvent } from '../turns/journal.ts'
import { startTurn } from '../turns/start-turn.ts'
import { requireChat, requireOfOthers } from './find-chat.ts'
import { storedContent } from './send-message.ts'

const ChatEvent = builder.objectRef<StreamEvent>('ChatEvent').implement({
  description: 'An event of a turn. `done` and `error` are the last.',
  fields: (t) => ({
    id: t.string({
      description: 'Where a stream that broke goes on: the `lastEventId` of the next.',
      resolve: ({ turnId, seq }) => `${turnId}:${seq}`,
    }),
    event: t.exposeString('event', {
      description: '`message`, `tool_start`, `tool_end`, `tool_rejected`, `approval_required`, `done` or `error`.',
    }),
    data: t.expose('data', {
      type: 'JSONObject',
      description: 'What happened. Its fields depend on `event`; `message` carries a delta: `{content, tool_calls, finish_reason}`.',
    }),
  }),
})

const LAST_EVENT_ID = 'The id of the last event that was seen. What follows it is sent, nothing twice and nothing missing.'

builder.subscriptionFields((t) => ({
  chatStream: t.field({
    type: ChatEvent,
    description: 'Watches a turn of a chat: the one named, else the one that goes on, else the latest. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: {
      chatId: t.arg({ type: 'ID', required: true, description: 'Id of the chat.' }),
      turnId: t.arg({ type: 'ID', description: 'Also called `channel_id`.' }),
      lastEventId: t.arg.string({ description: LAST_EVENT_ID }),
    },
    subscribe: (_, { chatId, turnId, lastEventId }, context) => watch(context, chatId, placeOf(lastEventId, turnId)),
    resolve: (event) => event,
  }),
  sendAndStream: t.field({
    type: ChatEvent,
    description:
      'Sends a message and watches the turn that answers it. The turn goes on when no client watches. With `lastEventId` the content is not sent: the stream continues after that event. Errors: NOT_FOUND, FORBIDDEN, CONFLICT while a turn goes on that a client watches, BUDGET_EXCEEDED, UNAVAILABLE.',
    authScopes: { authenticated: true },
    args: {
      chatId: t.arg({ type: 'ID', required: true, description: 'Id of the chat.' }),
      content: t.arg({ type: 'JSON', required: true, validate: messageContent, description: 'Text, or a list of content parts.' }),
      lastEventId: t.arg.string({ description: LAST_EVENT_ID }),
    },
    async subscribe(_, { chatId, content, lastEventId }, context) {
      if (lastEventId) return watch(context, chatId, placeOf(lastEventId, null))
      requireOfOthers(context, 'messages.create')
      const turnId = await startTurn(context.services, context, { chatId, content: storedContent(content) })
      return context.services.watchers.watch(turnId, 0, context.signal, { isNew: true })
    },
    resolve: (event) => event,
  }),
}))

interface Place {
  turnId: string | null
  seq: number
}

/** An event's id is `{turn}:{number}`. With the turn known from elsewhere, the number alone will do. */
function placeOf(lastEventId: string | null | undefined, turnId: string | null | undefined): Place {
  if (!lastEventId) return { turnId: turnId ?? null, seq: 0 }
  const [, turn, seq] = /^(?:([0-9a-f-]{36}):)?(\d{1,9})$/i.exec(lastEventId) ?? []
  if (seq === undefined || (turn && !isUuid(turn))) throw invalid(['lastEventId'], 'is not the id of an event')
  const isOther = turn !== undefined && turnId && turn.toLowerCase() !== turnId
  return { turnId: turnId ?? turn?.toLowerCase() ?? null, seq: isOther ? 0 : Number(seq) }
}

const FIND = `
  select c.user_id, c.agent_namespace as "agentNamespace", c.agent_name as "agentName", t.id from agents.chats c
  left join lateral (
    select id from agents.turns where chat_id = c.id and ($2::uuid is null or id = $2)
    order by (status in ('running', 'waiting')) desc, created_at desc limit 1) t on true
  where c.id = $1 and (c.expires_at is null or c.expires_at > now())`

interface FoundTurn extends Record<string, unknown> {
  user_id: string
  agentNamespace: string
  agentName: string
  id: string | null
}

async function watch(context: Context<Services>, chatId: string, { turnId, seq }: Place) {
  const { database, caller, services, signal } = context
  const [found] = await database.query<FoundTurn>(FIND, [chatId, turnId])
  if (!found) throw new SinasError('NOT_FOUND', { what: 'Chat' })
  if (found.user_id !== caller!.userId) throw new SinasError('FORBIDDEN', { permission: 'ownership of the chat' })
  requireChat(context, found, 'read')
  if (!found.id) throw new SinasError('NOT_FOUND', { what: turnId ? 'Turn' : 'A turn of this chat' })
  return services.watchers.watch(found.id, seq, signal)
}
