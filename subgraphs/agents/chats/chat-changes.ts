import type { Context } from '../../../schema/context.ts'
import { cancellable } from '../../../schema/streams.ts'
import { builder } from '../builder.ts'
import type { Services } from '../services.ts'
import { Chat as ChatEntity, type ChatRow } from './chat.entity.ts'
import { Chat } from './chat.ts'
import type { ChatChange } from './chat-change.ts'
import { findChat, mayListChats, mayReadChat } from './find-chat.ts'

interface ChatChangeShape {
  chatId: string
  chat: ChatRow | null
}

const ChatChangeType = builder.objectRef<ChatChangeShape>('ChatChange').implement({
  description: 'A chat of the caller began or changed, or is gone; or a turn began or ended in it.',
  fields: (t) => ({
    chatId: t.expose('chatId', { type: 'ID', description: 'The chat.' }),
    chat: t.expose('chat', { type: Chat, nullable: true, description: 'The chat as it is now; null where it is gone.' }),
  }),
})

builder.subscriptionField('chatChanges', (t) =>
  t.field({
    type: ChatChangeType,
    description:
      'Chats of the caller, whenever one begins or changes, a turn begins, waits or ends in it, or it is deleted, from now on, wherever that is done. ' +
      'What a turn says meanwhile is told by `chatEvents`. Where changes may have been missed it ends with UNAVAILABLE: subscribe again, then read. Errors: FORBIDDEN; NOT_FOUND where `chatId` is none of the caller’s chats.',
    authScopes: { authenticated: true },
    args: { chatId: t.arg({ type: 'ID', description: 'Those of this chat alone.' }) },
    async subscribe(_, { chatId }, context) {
      if (chatId) await findChat(context, chatId, 'read')
      else if (!mayListChats(context)) throw context.forbidden()
      const { userId } = context.caller!
      const wants = (change: ChatChange) => change.userId === userId && (!chatId || change.chatId === chatId)
      const changes = await context.services.chatChanges.subscribe(wants, context.signal)
      return cancellable((signal) => chatsOf(context, changes, signal), context.signal)
    },
    resolve: (change) => change,
  }),
)

async function* chatsOf(
  context: Context<Services>,
  changes: AsyncIterableIterator<ChatChange>,
  signal: AbortSignal,
): AsyncGenerator<ChatChangeShape> {
  signal.addEventListener('abort', () => void changes.return?.())
  for await (const { chatId } of changes) {
    const chat = await context.database.fork().findOne(ChatEntity, { id: chatId })
    if (!chat || mayReadChat(context.caller!, chat)) yield { chatId, chat }
  }
}
