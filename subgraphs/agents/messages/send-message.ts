import { SinasError } from '../../../schema/errors.ts'
import { builder } from '../builder.ts'
import { cancelTurn } from '../chats/cancel-turn.ts'
import type { MessageRow } from '../chats/chat.entity.ts'
import { Chat } from '../chats/chat.ts'
import { ownChat, requireChat, requireOfOthers, visibleChat } from '../chats/find-chat.ts'
import { messageContent } from '../providers/content.ts'
import { awaitTurn } from '../turns/await-turn.ts'
import { startTurn } from '../turns/start-turn.ts'
import { Message } from './message.ts'
import { storedContent } from './stored-content.ts'

builder.relayMutationField(
  'sendMessage',
  {
    inputFields: (t) => ({
      chatId: t.id({ required: true, description: 'Id of the chat.' }),
      content: t.field({ type: 'JSON', required: true, validate: messageContent, description: 'Text, or a list of content parts.' }),
    }),
  },
  {
    nullable: true,
    description:
      'Sends a message. The agent answers it in a turn, which `chatEvents` watches, and which goes on when no client does. ' +
      'Errors: NOT_FOUND, FORBIDDEN, CONFLICT while a turn goes on that a client watches, BUDGET_EXCEEDED, UNAVAILABLE.',
    authScopes: { authenticated: true },
    async resolve(_, { input: { chatId, content } }, context) {
      requireOfOthers(context, 'messages.create')
      return { chatId, turnId: await startTurn(context.services, context, { chatId, content: storedContent(content) }) }
    },
  },
  {
    outputFields: (t) => ({
      turnId: t.expose('turnId', { type: 'ID', description: 'The turn that answers it.' }),
      chat: t.field({
        type: Chat,
        nullable: true,
        description: 'The chat that it was sent to; null where it was deleted since, or the caller may not read it.',
        resolve: ({ chatId }, _, context) => visibleChat(context, chatId),
      }),
      answer: t.field({
        type: Message,
        description:
          "The agent's last message of the turn. A mutation that asks for it waits until the turn is over, and fails as the turn does. Errors: CONFLICT where a call needs approval, BUDGET_EXCEEDED, TURN_FAILED, TIMEOUT, UNAVAILABLE.",
        resolve: async ({ turnId }, _, { services, signal }) => (await awaitTurn(services, turnId, signal)).message,
      }),
    }),
  },
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
        if (signal.aborted) await cancelTurn(services, chat)
      }
    },
  }),
)
