import { type Page, readPage } from '../../../schema/connections/page.ts'
import { builder, page } from '../builder.ts'
import type { MessageRow } from '../chats/chat.entity.ts'
import { findChat } from '../chats/find-chat.ts'
import { listOfChatMessages, listOfMessages, MessageFilter } from './list-messages.ts'
import { Message, MessageConnection } from './message.ts'
import { reachedUser } from './reached-user.ts'

interface RestPageShape {
  found: Page<MessageRow>
  limit: number
  offset: number
}

const RestPage = builder.objectRef<RestPageShape>('FoundMessages').implement({
  inaccessible: true,
  description: 'A page of messages, as REST had it before it had cursors.',
  fields: (t) => ({
    messages: t.field({ type: [Message], description: 'Those of this page.', resolve: ({ found }) => found.edges.map(({ node }) => node) }),
    total: t.int({ description: 'On all pages.', resolve: ({ found }) => found.totalCount() }),
    limit: t.exposeInt('limit', { description: 'How many a page holds at most.' }),
    offset: t.exposeInt('offset', { description: 'How many come before this page.' }),
  }),
})

builder.queryField('messages', (t) =>
  t.field({
    type: MessageConnection,
    nullable: true,
    description: "Messages of the caller's chats, or of everyone's for holders of `sinas.messages.read:all`, the latest first.",
    authScopes: { can: 'messages.read' },
    args: { ...page, filter: t.arg({ type: MessageFilter, description: 'Which ones.' }) },
    async resolve(_, { filter, ...args }, context) {
      const found = await readPage(context.em, listOfMessages(reachedUser(context), filter ?? {}), args)
      return { ...found, restPage: { found, limit: args.first ?? 0, offset: args.skip ?? 0 } }
    },
  }),
)

builder.objectField(MessageConnection, 'restPage', (t) =>
  t.field({
    type: RestPage,
    nullable: true,
    inaccessible: true,
    description: 'This page, as REST has it.',
    resolve: (connection) => (connection as { restPage?: RestPageShape }).restPage ?? null,
  }),
)

/** More than a chat can have. */
const ALL = 2 ** 31 - 2

builder.queryField('chatMessages', (t) =>
  t.field({
    type: MessageConnection,
    nullable: true,
    inaccessible: true,
    description: 'The messages of a chat, in order: all of them, where `first` does not say how many. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: { ...page, chatId: t.arg({ type: 'ID', required: true, description: 'Id of the chat.' }) },
    async resolve(_, { chatId, ...args }, context) {
      await findChat(context, chatId, 'read')
      return readPage(context.em, { ...listOfChatMessages, where: { chatId } }, { ...args, first: args.first ?? ALL })
    },
  }),
)
