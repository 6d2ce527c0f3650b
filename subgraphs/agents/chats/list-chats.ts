import { containing } from '../../../schema/bounded/contains.ts'
import { orderInput } from '../../../schema/connections/fields.ts'
import type { Order } from '../../../schema/connections/order.ts'
import { type List, type Page, type PageArguments, readPages } from '../../../schema/connections/page.ts'
import type { Context } from '../../../schema/context.ts'
import { text } from '../../../schema/inputs.ts'
import { builder } from '../builder.ts'
import type { Services } from '../services.ts'
import { Chat, type ChatRow } from './chat.entity.ts'
import { alive, mayListChats } from './find-chat.ts'

export const ChatFilter = builder.inputType('ChatFilter', {
  description: 'Which chats are listed: those that meet all that is given.',
  fields: (t) => ({
    includeArchived: t.boolean({ defaultValue: false, description: 'Also those in the archive.' }),
    agentId: t.field({ type: 'ID', description: 'Those with this agent.' }),
    search: t.string({ validate: text(0, 255), description: 'Part of the title, in any case.' }),
  }),
})

const ChatOrder = orderInput<ChatRow, Services>(builder, 'Chat', {
  CREATED_AT: { property: 'createdAt', description: 'When it began.' },
  UPDATED_AT: { property: 'updatedAt', description: 'When it, or what is said in it, last changed.' },
})

export const ChatOrderInput = ChatOrder.input

const LATEST_FIRST: Order<ChatRow> = [
  ['updatedAt', 'desc'],
  ['id', 'desc'],
]

/** The caller's own: no other user sees them, whatever their permissions. */
export function listOfChats(
  { caller }: Context<Services>,
  { includeArchived, agentId, search }: typeof ChatFilter.$inferInput,
  orderBy?: Parameters<typeof ChatOrder.order>[0],
): List<ChatRow> {
  const where = {
    userId: caller!.userId,
    ...alive(),
    ...(!includeArchived && { archived: false }),
    ...(agentId && { agentId }),
    ...(search && { title: { $ilike: containing(search) } }),
  }
  return { entity: Chat, where, order: ChatOrder.order(orderBy, LATEST_FIRST) }
}

const NO_CHATS: List<ChatRow> = { entity: Chat, where: { id: { $in: [] } }, order: LATEST_FIRST }

/** The pages of the caller's chats of several parents, also of those in the archive, the latest first. */
export function pagesOfChats(
  context: Context<Services>,
  args: PageArguments,
  parent: 'agentId' | 'userId',
  ids: readonly string[],
): Promise<Page<ChatRow>[]> {
  const list = mayListChats(context) ? listOfChats(context, { includeArchived: true }) : NO_CHATS
  return readPages(context.em, list, args, parent, ids)
}
