import type { Order } from '../../../schema/connections/order.ts'
import { type List, readPage } from '../../../schema/connections/page.ts'
import type { Context } from '../../../schema/context.ts'
import { builder, page } from '../builder.ts'
import { Approval, type ApprovalRow, type ChatRow, type MessageRow } from '../chats/chat.entity.ts'
import { Chat } from '../chats/chat.ts'
import { idsOfReadable, visibleChat } from '../chats/find-chat.ts'
import { ToolCall } from '../messages/message.ts'
import { MESSAGE_COLUMNS } from '../messages/message-columns.ts'
import type { Services } from '../services.ts'
import { decidableChats } from './decidable-chats.ts'

// The calls of a batch that waits are the last that the chat's agent asked for.
const ASKED = `
  select distinct on (chat_id) ${MESSAGE_COLUMNS} from agents.messages
  where chat_id = any($1::uuid[]) and tool_calls is not null order by chat_id, position desc`

export const PendingApproval = builder.objectRef<ApprovalRow>('PendingApproval').implement({
  description: 'A call that waits for its user to agree.',
  fields: (t) => ({
    id: t.expose('id', { type: 'ID', description: 'Its id.' }),
    chatId: t.expose('chatId', { type: 'ID', description: 'The chat whose agent asks.' }),
    chat: t.field({
      type: Chat,
      nullable: true,
      description: 'The chat whose agent asks; null for those who may not read it.',
      resolve: ({ chatId }, _, context) => visibleChat(context, chatId),
    }),
    turnId: t.expose('turnId', { type: 'ID', description: 'The turn that goes on once every call of the batch is decided.' }),
    toolCallId: t.exposeString('toolCallId', { description: 'Id of the call, by which `decideToolCall` decides on it.' }),
    toolCall: t.loadable({
      type: ToolCall,
      nullable: true,
      description: 'The call, and by it the message in which the model asked for it; null for those who may not read the chat.',
      // The message belongs to the chat: callers who may decide on the call need not be callers who may read that.
      async load(approvals: ApprovalRow[], context) {
        const chats = await Promise.all(approvals.map(({ chatId }) => visibleChat(context, chatId)))
        const ids = chats.flatMap((chat) => (chat ? [chat.id] : []))
        const rows = await context.database.query<MessageRow & Record<string, unknown>>(ASKED, [ids])
        const asked = new Map<string, MessageRow>(rows.map((row) => [row.chatId, row]))
        return approvals.map(({ chatId, toolCallId }) => {
          const message = asked.get(chatId)
          const call = message?.toolCalls?.find(({ id }) => id === toolCallId)
          return call ? { ...call, message: message! } : null
        })
      },
      resolve: (approval) => approval as never,
    }),
    functionNamespace: t.exposeString('functionNamespace', {
      description: 'Namespace of the function; of a tool of an MCP server, the name of the server.',
    }),
    functionName: t.exposeString('functionName', { description: 'Name of the function or tool.' }),
    arguments: t.expose('arguments', { type: 'JSON', description: 'What it is called with, by name.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Since when it waits.' }),
  }),
})

const PendingApprovalConnection = builder.connectionObject({
  type: PendingApproval,
  name: 'PendingApprovalConnection',
  description: 'A page of a list of calls that wait.',
})

const OLDEST_FIRST: Order<ApprovalRow> = [
  ['createdAt', 'asc'],
  ['id', 'asc'],
]

// They are few: each stands still until its user has decided.
const WAITING = `
  select distinct c.id from agents.approvals a join agents.chats c on c.id = a.chat_id where a.approved is null and c.user_id = $1`

builder.queryField('pendingApprovals', (t) =>
  t.field({
    type: PendingApprovalConnection,
    nullable: true,
    description: 'Calls in all chats of the caller that wait for their decision, the oldest first.',
    authScopes: { authenticated: true },
    args: page,
    resolve: async (_, args, context) => readPage(context.em, await listOfPending(context), args),
  }),
)

async function listOfPending(context: Context<Services>): Promise<List<ApprovalRow>> {
  const waiting = await context.database.query<{ id: string }>(WAITING, [context.caller!.userId])
  const chats = await decidableChats(
    context,
    waiting.map(({ id }) => id),
  )
  return { entity: Approval, where: { chatId: { $in: chats.map(({ id }) => id) }, approved: null }, order: OLDEST_FIRST }
}

builder.objectField(Chat, 'pendingApprovals', (t) =>
  t.loadableList({
    type: PendingApproval,
    description:
      'Calls that wait for the user, in the order in which the agent asked for them. None where the caller may not read the chat.',
    async load(chats: ChatRow[], { em, caller }) {
      const readable = idsOfReadable(caller, chats).filter((id) => id !== null)
      const pending = new Map((await pendingOf(em, readable)).map((approvals, i) => [readable[i]!, approvals]))
      return chats.map(({ id }) => pending.get(id) ?? [])
    },
    resolve: (chat) => chat as never,
  }),
)

/** Those of each of several chats. */
export async function pendingOf(em: Context['em'], chatIds: string[]): Promise<ApprovalRow[][]> {
  const rows = await em.find(
    Approval,
    { chatId: { $in: chatIds }, approved: null },
    { orderBy: { createdAt: 'asc' }, disableIdentityMap: true },
  )
  const byChat = Map.groupBy(rows, ({ chatId }) => chatId)
  return chatIds.map((id) => byChat.get(id) ?? [])
}
