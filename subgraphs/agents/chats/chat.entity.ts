import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import type { Actor } from '../../../schema/caller.ts'
import type { JsonObject } from '../agents/agent.entity.ts'

/** A conversation of one user with one agent. */
export const Chat = defineEntity({
  name: 'Chat',
  tableName: 'chats',
  schema: 'agents',
  // It serves the lists of an agent as well: each turn changes the row, and would pay for another index.
  indexes: [{ name: 'chats_of_user', properties: ['userId', 'updatedAt'] }],
  properties: {
    id: p.uuid().primary(),
    userId: p.uuid(),
    groupId: p.uuid().nullable(),
    agentId: p.uuid(),
    agentNamespace: p.text(),
    agentName: p.text(),
    title: p.text(),
    /** What the agent's templates are rendered with. */
    input: p.json<JsonObject>(),
    sessionKey: p.text().nullable(),
    /** 0 where a person began it, n where an agent did in a chat of depth n-1. */
    depth: p.integer().default(0),
    /** The chat in which an agent began it. */
    parentId: p.uuid().nullable(),
    /** The shapers of what was said in it, other than its user: they stay, because what was said stays in the history. */
    shapers: p.json<Actor[]>().default('[]'),
    archived: p.boolean().default(false),
    keepAlive: p.boolean().default(false),
    /** Seconds that a turn may take. */
    jobTimeout: p.integer().nullable(),
    expiresAt: p.datetime().nullable(),
    lastMessageAt: p.datetime().nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
})

export interface ToolCall {
  id: string
  type: 'function'
  function: { name: string; arguments: string }
  /** A status line for people; it is not sent to models. */
  description?: string
}

/** One row of a conversation. A tool's result is a row of its own. */
export const Message = defineEntity({
  name: 'Message',
  tableName: 'messages',
  schema: 'agents',
  indexes: [
    { name: 'messages_of_chat', properties: ['chatId', 'position'] },
    { name: 'messages_by_time', properties: ['createdAt', 'position'] },
  ],
  properties: {
    id: p.uuid().primary(),
    /** Order within a chat: times may be equal. */
    position: p.bigint('number').columnType('bigint generated always as identity'),
    chatId: p.uuid(),
    turnId: p.uuid().nullable(),
    /** The turn's last stream event that this row covers. */
    turnSeq: p.integer().nullable(),
    role: p.text(),
    content: p.text().nullable(),
    toolCalls: p.json<ToolCall[]>().columnType('json').nullable(),
    toolCallId: p.text().nullable(),
    name: p.text().nullable(),
    model: p.text().nullable(),
    promptTokens: p.integer().nullable(),
    completionTokens: p.integer().nullable(),
    /** US dollars; null where the model's price is not known. */
    cost: p.float().columnType('double precision').nullable(),
    createdAt: p.datetime(),
  },
})

/** A tool call that waits for its user's word. */
export const Approval = defineEntity({
  name: 'Approval',
  tableName: 'approvals',
  schema: 'agents',
  uniques: [{ name: 'approvals_of_chat', properties: ['chatId', 'toolCallId'] }],
  indexes: [{ name: 'approvals_undecided', properties: ['chatId'], where: { approved: null } }],
  properties: {
    id: p.uuid().primary(),
    chatId: p.uuid(),
    /** The turn that goes on once everything is decided. */
    turnId: p.uuid(),
    toolCallId: p.text(),
    functionNamespace: p.text(),
    functionName: p.text(),
    // `json`: unlike `jsonb` it takes any text that a model may write.
    arguments: p.json<JsonObject>().columnType('json'),
    approved: p.boolean().nullable(),
    decidedAt: p.datetime().nullable(),
    createdAt: p.datetime(),
  },
})

export type ChatRow = InferEntity<typeof Chat>
export type MessageRow = InferEntity<typeof Message>
export type ApprovalRow = InferEntity<typeof Approval>
