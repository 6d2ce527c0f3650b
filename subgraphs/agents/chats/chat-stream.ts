import { builder } from '../builder.ts'
import { storedContent } from '../messages/stored-content.ts'
import { messageContent } from '../providers/content.ts'
import type { StreamEvent } from '../turns/journal.ts'
import { startTurn } from '../turns/start-turn.ts'
import { requireOfOthers } from './find-chat.ts'
import { LAST_EVENT_ID, watchChat } from './watch-chat.ts'

// The events as REST and SSE write them. The graph has `sendMessage`, which writes, and `chatEvents`, which watches.

// The documents of REST know it by this name: schema/operations/events.ts.
const StreamedEvent = builder.objectRef<StreamEvent>('ChatEvent').implement({
  inaccessible: true,
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

builder.subscriptionFields((t) => ({
  chatStream: t.field({
    type: StreamedEvent,
    inaccessible: true,
    description: 'Watches a turn of a chat: the one named, else the one that goes on, else the latest. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: {
      chatId: t.arg({ type: 'ID', required: true, description: 'Id of the chat.' }),
      turnId: t.arg({ type: 'ID', description: 'Also called `channel_id`.' }),
      lastEventId: t.arg.string({ description: LAST_EVENT_ID }),
    },
    subscribe: (_, { chatId, turnId, lastEventId }, context) => watchChat(context, chatId, { lastEventId, turnId }),
    resolve: (event) => event,
  }),
  sendAndStream: t.field({
    type: StreamedEvent,
    inaccessible: true,
    description:
      'Sends a message and watches the turn that answers it. The turn goes on when no client watches. With `lastEventId` the content is not sent: the stream continues after that event. Errors: NOT_FOUND, FORBIDDEN, CONFLICT while a turn goes on that a client watches, BUDGET_EXCEEDED, UNAVAILABLE.',
    authScopes: { authenticated: true },
    args: {
      chatId: t.arg({ type: 'ID', required: true, description: 'Id of the chat.' }),
      content: t.arg({ type: 'JSON', required: true, validate: messageContent, description: 'Text, or a list of content parts.' }),
      lastEventId: t.arg.string({ description: LAST_EVENT_ID }),
    },
    async subscribe(_, { chatId, content, lastEventId }, context) {
      if (lastEventId) return watchChat(context, chatId, { lastEventId })
      requireOfOthers(context, 'messages.create')
      const turnId = await startTurn(context.services, context, { chatId, content: storedContent(content) })
      return context.services.watchers.watch(turnId, 0, context.signal, { isNew: true })
    },
    resolve: (event) => event,
  }),
}))
