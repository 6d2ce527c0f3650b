import { UniqueConstraintViolationException } from '@mikro-orm/core'
import type { Context } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import { jsonObject, text } from '../../../schema/inputs.ts'
import { builder } from '../builder.ts'

import { messageContent } from '../providers/content.ts'
import type { Services } from '../services.ts'
import { awaitTurn } from '../turns/await-turn.ts'
import { startTurn } from '../turns/start-turn.ts'
import { Chat, type ChatRow } from './chat.entity.ts'
import { createChat, findUsableAgent } from './create-chat.ts'
import { alive, requireChat, requireOfOthers } from './find-chat.ts'
import { storedContent } from './send-message.ts'

interface InvocationShape {
  reply: string | null
  chatId: string
  sessionKey: string | null
  usage: Record<string, number> | null
}

const Invocation = builder.objectRef<InvocationShape>('Invocation').implement({
  description: "An agent's answer, and the chat that it was given in.",
  fields: (t) => ({
    reply: t.exposeString('reply', { nullable: true, description: 'What the agent answered.' }),
    chatId: t.expose('chatId', { type: 'ID', description: 'The chat that it was given in.' }),
    sessionKey: t.exposeString('sessionKey', { nullable: true, description: 'The key that goes on with this chat; null: none was given.' }),
    usage: t.expose('usage', { type: 'JSON', nullable: true, description: '`prompt_tokens`, `completion_tokens`, `total_tokens`.' }),
  }),
})

builder.mutationField('invokeAgent', (t) =>
  t.field({
    type: Invocation,
    description:
      'One call: begins a chat, or goes on with the one of the session, sends the message and waits for the answer. Errors: NOT_FOUND, FORBIDDEN (also for the session of another user), those of `sendMessage`.',
    authScopes: { authenticated: true },
    args: {
      namespace: t.arg.string({ required: true, description: 'Namespace of the agent.' }),
      name: t.arg.string({ required: true, description: 'Name of the agent.' }),
      message: t.arg({ type: 'JSON', required: true, validate: messageContent, description: 'Text, or a list of content parts.' }),
      sessionKey: t.arg.string({ validate: text(1, 255), description: 'The same key goes on with the same chat.' }),
      reset: t.arg.boolean({ defaultValue: false, description: "Begins anew: the session's chat goes to the archive." }),
      input: t.arg({ type: 'JSON', validate: jsonObject, description: 'Of a new chat.' }),
    },
    async resolve(_, { message, reset, ...wanted }, context): Promise<InvocationShape> {
      requireOfOthers(context, 'messages.create')
      const chat = await chatOf(context, wanted, reset === true)
      const turnId = await startTurn(context.services, context, { chatId: chat.id, content: storedContent(message) })
      const { message: answer, usage } = await awaitTurn(context.services, turnId, context.signal)
      return { reply: answer.content ?? null, chatId: chat.id, sessionKey: chat.sessionKey ?? null, usage }
    },
  }),
)

interface Wanted {
  namespace: string
  name: string
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

async function chatOfSession(context: Context<Services>, { namespace, name, sessionKey }: Wanted): Promise<ChatRow | null> {
  const agent = await findUsableAgent(context, namespace, name)
  const chat = await context.em.findOne(Chat, { agentId: agent.id, sessionKey: sessionKey!, archived: false, ...alive() })
  if (chat && chat.userId !== context.caller!.userId) throw new SinasError('FORBIDDEN', { permission: 'ownership of the session' })
  return chat
}
