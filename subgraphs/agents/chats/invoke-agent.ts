import { UniqueConstraintViolationException } from '@mikro-orm/core'
import type { Context } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import { jsonObject, text } from '../../../schema/inputs.ts'
import { AgentReference, type AgentReferenceShape } from '../agents/agent-reference.ts'
import { findUsableAgent } from '../agents/find-agent.ts'
import { builder } from '../builder.ts'
import { Message } from '../messages/message.ts'
import { storedContent } from '../messages/stored-content.ts'
import { messageContent } from '../providers/content.ts'
import type { Services } from '../services.ts'
import { awaitTurn } from '../turns/await-turn.ts'
import { startTurn } from '../turns/start-turn.ts'
import { TokenUsage } from '../turns/token-usage.ts'
import { Chat, type ChatRow } from './chat.entity.ts'
import { Chat as ChatType } from './chat.ts'
import { createChat } from './create-chat.ts'
import { alive, requireChat, requireOfOthers } from './find-chat.ts'

builder.relayMutationField(
  'invokeAgent',
  {
    inputFields: (t) => ({
      agent: t.field({ type: AgentReference, required: true, description: 'The agent that is to answer.' }),
      message: t.field({ type: 'JSON', required: true, validate: messageContent, description: 'Text, or a list of content parts.' }),
      sessionKey: t.string({ validate: text(1, 255), description: 'The same key goes on with the same chat.' }),
      reset: t.boolean({ defaultValue: false, description: "Begins anew: the session's chat goes to the archive." }),
      input: t.field({ type: 'JSON', validate: jsonObject, description: 'Of a new chat.' }),
    }),
  },
  {
    nullable: true,
    description:
      'One call: begins a chat, or goes on with the one of the session, sends the message and waits for the answer. Errors: NOT_FOUND, FORBIDDEN (also for the session of another user), those of `sendMessage` and its `answer`.',
    authScopes: { authenticated: true },
    async resolve(_, { input: { message, reset, ...wanted } }, context) {
      requireOfOthers(context, 'messages.create')
      const chat = await chatOf(context, wanted, reset === true)
      const turnId = await startTurn(context.services, context, { chatId: chat.id, content: storedContent(message) })
      const { message: answer, usage } = await awaitTurn(context.services, turnId, context.signal)
      return { chat, answer, usage }
    },
  },
  {
    outputFields: (t) => ({
      reply: t.string({ nullable: true, description: 'What the agent answered.', resolve: ({ answer }) => answer.content ?? null }),
      answer: t.expose('answer', { type: Message, description: 'The message in which it did.' }),
      chat: t.expose('chat', { type: ChatType, description: 'The chat that it was given in.' }),
      chatId: t.field({ type: 'ID', description: 'The chat that it was given in.', resolve: ({ chat }) => chat.id }),
      sessionKey: t.string({
        nullable: true,
        description: 'The key that goes on with this chat; null: none was given.',
        resolve: ({ chat }) => chat.sessionKey ?? null,
      }),
      usage: t.expose('usage', { type: TokenUsage, nullable: true, description: 'Tokens of the turn.' }),
      usageJson: t.field({
        type: 'JSON',
        nullable: true,
        inaccessible: true,
        description: '`prompt_tokens`, `completion_tokens`, `total_tokens`.',
        resolve: ({ usage }) => usage,
      }),
    }),
  },
)

interface Wanted {
  agent: AgentReferenceShape
  sessionKey?: string | null | undefined
  input?: unknown
}

async function chatOf(context: Context<Services>, wanted: Wanted, reset: boolean): Promise<ChatRow> {
  if (!wanted.sessionKey) return createChat(context, wanted)
  const found = await chatOfSession(context, wanted)
  if (found && !reset) return found
  if (found) {
    requireChat(context, found, 'update')
    found.archived = true
    await context.em.flush()
  }
  try {
    return await createChat(context, wanted)
  } catch (error) {
    // Another request began the same session at the same moment.
    if (!(error instanceof UniqueConstraintViolationException)) throw error
    context.em.clear()
    return (await chatOfSession(context, wanted))!
  }
}

async function chatOfSession(context: Context<Services>, { agent: reference, sessionKey }: Wanted): Promise<ChatRow | null> {
  const agent = await findUsableAgent(context, reference)
  const chat = await context.em.findOne(Chat, { agentId: agent.id, sessionKey: sessionKey!, archived: false, ...alive() })
  if (chat && chat.userId !== context.caller!.userId) throw new SinasError('FORBIDDEN', { permission: 'ownership of the session' })
  return chat
}
