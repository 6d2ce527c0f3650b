import type { FilterQuery } from '@mikro-orm/core'
import { containing } from '../../../schema/bounded/contains.ts'
import type { List } from '../../../schema/connections/page.ts'
import type { Context } from '../../../schema/context.ts'
import { text } from '../../../schema/inputs.ts'
import { named } from '../agents/links.ts'
import { builder } from '../builder.ts'
import { Chat, Message, type MessageRow } from '../chats/chat.entity.ts'
import type { Services } from '../services.ts'
import { MessageRole } from './message.ts'

/** The messages of chats, each in order. */
export const listOfChatMessages: List<MessageRow> = { entity: Message, where: {}, order: [['position', 'asc']] }

export const MessageFilter = builder.inputType('MessageFilter', {
  description: 'Which messages are listed: those that meet all that is given.',
  fields: (t) => ({
    agent: t.string({ validate: text(0, 600), description: 'Those of chats with this agent, as it was called then: `namespace/name`.' }),
    agentId: t.field({ type: 'ID', description: 'Those of chats with this agent.' }),
    chatId: t.field({ type: 'ID', description: 'Those of this chat.' }),
    role: t.field({ type: MessageRole, description: 'Those that these say.' }),
    search: t.string({ validate: text(0, 255), description: 'Part of the content, in any case.' }),
  }),
})

/** @param userId whose chats; null: those of all users */
export function listOfMessages(
  { em }: Context<Services>,
  userId: string | null,
  filter: typeof MessageFilter.$inferInput,
): List<MessageRow> {
  const { agent, agentId, chatId, role, search } = filter
  const { namespace, name } = agent ? named(agent) : {}
  const ofChats = {
    ...(userId && { userId }),
    ...(agentId && { agentId }),
    ...(agent && { agentNamespace: namespace, agentName: name }),
  }
  const chats = em
    .createQueryBuilder(Chat, 'chat')
    .select('id')
    .where(ofChats as never)
  const conditions = [
    chatId && { chatId },
    role && { role },
    search && { content: { $ilike: containing(search) } },
    Object.keys(ofChats).length > 0 && { chatId: { $in: chats.toRaw() } },
  ]
  const where = { $and: conditions.filter(Boolean) } as unknown as FilterQuery<MessageRow>
  return {
    entity: Message,
    where,
    order: [
      ['createdAt', 'desc'],
      ['position', 'desc'],
    ],
  }
}
