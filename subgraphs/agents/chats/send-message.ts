import { SinasError } from '../../../schema/errors.ts'
import { builder } from '../builder.ts'
import { messageContent } from '../providers/content.ts'
import { awaitTurn } from '../turns/await-turn.ts'
import { startTurn } from '../turns/start-turn.ts'
import { cancelTurn } from './cancel-turn.ts'
import type { MessageRow } from './chat.entity.ts'
import { ownChat, requireChat, requireOfOthers } from './find-chat.ts'
import { Message } from './message.ts'

/** The stored content of a message: text, or the JSON text of its parts. */
export const storedContent = (content: unknown): string => (typeof content === 'string' ? content : JSON.stringify(content))

builder.mutationField('sendMessage', (t) =>
  t.field({
    type: Message,
    description:
      "Sends a message and waits for the agent's answer. Errors: NOT_FOUND, FORBIDDEN, CONFLICT while a turn goes on that a client watches, or where a call needs approval, BUDGET_EXCEEDED, TURN_FAILED, TIMEOUT, UNAVAILABLE.",
    authScopes: { authenticated: true },
    args: {
      chatId: t.arg({ type: 'ID', required: true, description: 'Id of the chat.' }),
      content: t.arg({ type: 'JSON', required: true, validate: messageContent, description: 'Text, or a list of content parts.' }),
    },
    async resolve(_, { chatId, content }, context) {
      requireOfOthers(context, 'messages.create')
      const turnId = await startTurn(context.services, context, { chatId, content: storedContent(content) })
      return (await awaitTurn(context.services, turnId, context.signal)).message
    },
  }),
)

builder.mutationField('sendToSubAgent', (t) =>
  t.field({
    type: Message,
    inaccessible: true,
    description: 'Like `sendMessage`, from an agent: where it stops waiting, the turn stops too. Errors: those of `sendMessage`.',
    args: {
      chatId: t.arg({ type: 'ID', required: true, description: 'Id of the chat between the agents.' }),
      content: t.arg.string({ required: true, description: 'The message.' }),
      namespace: t.arg.string({ required: true, description: 'Namespace of the agent.' }),
      name: t.arg.string({ required: true, description: 'Name of the agent.' }),
      parentId: t.arg({ type: 'ID', required: true, description: 'The chat in which the asking agent answers.' }),
    },
    async resolve(_, { chatId, content, namespace, name, parentId }, context): Promise<MessageRow> {
      const { services, signal } = context
      const chat = await ownChat(context, chatId)
      // An agent that another user made must not read what this user said to the target in other chats.
      if (chat.parentId !== parentId) requireChat(context, chat, 'update')
      if (chat.agentNamespace !== namespace || chat.agentName !== name)
        throw new SinasError('NOT_FOUND', { what: `A chat with ${namespace}/${name}` })
      const turnId = await startTurn(services, context, { chatId, content })
      try {
        return (await awaitTurn(services, turnId, signal)).message
      } finally {
        if (signal.aborted) await cancelTurn(services, chatId)
      }
    },
  }),
)
