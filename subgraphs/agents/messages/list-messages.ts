import type { FilterQuery } from '@mikro-orm/core'
import { containing } from '../../../schema/bounded/contains.ts'
import { SqlCondition } from '../../../schema/connections/condition.ts'
import type { List } from '../../../schema/connections/page.ts'
import { text } from '../../../schema/inputs.ts'
import { named } from '../agents/links.ts'
import { builder } from '../builder.ts'
import { Message, type MessageRow } from '../chats/chat.entity.ts'
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
export function listOfMessages(userId: string | null, filter: typeof MessageFilter.$inferInput): List<MessageRow> {
  const { agent, agentId, chatId, role, search } = filter
  const { namespace, name } = agent ? named(agent) : {}
  const ofChats = {
    ...(userId && { user_id: userId }),
    ...(agentId && { agent_id: agentId }),
    ...(agent && { agent_namespace: namespace, agent_name: name }),
  }
  const conditions = [
    chatId && { chatId },
    role && { role },
    search && { content: { $ilike: containing(search) } },
    Object.keys(ofChats).length > 0 && inChats(ofChats),
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

/** @param columns what a chat has in which columns */
const inChats = (columns: Record<string, string | undefined>) =>
  new SqlCondition((bind) => {
    const conditions = Object.entries(columns).map(([column, value]) => `"${column}" = ${bind(value)}`)
    return `"row"."chat_id" in (select "id" from "agents"."chats" where ${conditions.join(' and ')})`
  })
