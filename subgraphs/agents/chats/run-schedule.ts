import type { Context } from '../../../schema/context.ts'
import { builder } from '../builder.ts'
import type { Services } from '../services.ts'
import { startTurn } from '../turns/start-turn.ts'
import { Chat as ChatEntity, type ChatRow } from './chat.entity.ts'
import { Chat } from './chat.ts'
import { beginChat, type NewChat } from './create-chat.ts'

const HAS_BEGUN = `select 1 from agents.messages where chat_id = $1 and turn_id is not null limit 1`

builder.mutationField('runAgentSchedule', (t) =>
  t.field({
    type: Chat,
    inaccessible: true,
    description:
      "What a schedule of an agent does when its time comes: begins a chat of the schedule's owner and sends the content. Who set the schedule up must be able to talk with the agent, and shapes the chat. The same id twice is one chat with one turn. Errors: those of `createChat` and `sendMessage`.",
    args: {
      id: t.arg({ type: 'ID', required: true, description: 'Of the chat.' }),
      title: t.arg.string({ required: true, description: 'What the chat is called in lists.' }),
      namespace: t.arg.string({ required: true, description: 'Namespace of the agent.' }),
      name: t.arg.string({ required: true, description: 'Name of the agent.' }),
      content: t.arg.string({ required: true, description: 'The message to the agent.' }),
      input: t.arg({ type: 'JSON', description: 'Of the chat.' }),
    },
    async resolve(_, { content, namespace, name, ...wanted }, context) {
      const chat = await chatWithId(context, { ...wanted, agent: { name: { namespace, name } } })
      const begun = await context.database.query(HAS_BEGUN, [chat.id])
      if (begun.length === 0) await startTurn(context.services, context, { chatId: chat.id, content, isWatched: false })
      return chat
    },
  }),
)

async function chatWithId(context: Context<Services>, wanted: NewChat & { id: string }): Promise<ChatRow> {
  return (await context.em.findOne(ChatEntity, { id: wanted.id, userId: context.caller!.userId })) ?? beginChat(context, wanted)
}
