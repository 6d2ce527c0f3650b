import { upperCase } from '../../../schema/enum-words.ts'
import { builder } from '../builder.ts'
import { cancelTurn } from './cancel-turn.ts'
import { Chat } from './chat.ts'
import { findChat } from './find-chat.ts'

const CancellationStatus = builder.enumType('CancellationStatus', {
  description: 'What cancelling came to.',
  values: upperCase({ cancelled: { description: 'The turn ends, or has ended.' }, idle: { description: 'Nothing went on.' } }),
})

builder.relayMutationField(
  'cancelTurn',
  { inputFields: (t) => ({ chatId: t.id({ required: true, description: 'Id of the chat.' }) }) },
  {
    nullable: true,
    description: 'Stops what the agent is doing in a chat. What it has said so far stays. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    async resolve(_, { input: { chatId } }, context) {
      const chat = await findChat(context, chatId, 'update')
      return { chat, turnId: (await cancelTurn(context.services, chat)) ?? null }
    },
  },
  {
    outputFields: (t) => ({
      status: t.field({
        type: CancellationStatus,
        description: 'What it came to.',
        resolve: ({ turnId }) => (turnId ? 'cancelled' : 'idle'),
      }),
      turnId: t.expose('turnId', {
        type: 'ID',
        nullable: true,
        description: 'The turn. Its stream ends with `done` (over GraphQL `TurnDone`), status `cancelled`.',
      }),
      chat: t.expose('chat', { type: Chat, description: 'The chat.' }),
    }),
  },
)
