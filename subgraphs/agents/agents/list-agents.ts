import type { FilterQuery } from '@mikro-orm/core'
import { containing } from '../../../schema/bounded/contains.ts'
import { orderInput } from '../../../schema/connections/fields.ts'
import type { Order } from '../../../schema/connections/order.ts'
import type { List, Page, PageArguments, Parenthood } from '../../../schema/connections/page.ts'
import { readVisiblePages } from '../../../schema/connections/visible-pages.ts'
import type { Context } from '../../../schema/context.ts'
import { text } from '../../../schema/inputs.ts'
import { builder } from '../builder.ts'
import type { Services } from '../services.ts'
import { Agent, type AgentRow } from './agent.entity.ts'
import { isListed, isOffered } from './agent-access.ts'

export const AgentFilter = builder.inputType('AgentFilter', {
  description: 'Which agents are listed: those that meet all that is given.',
  fields: (t) => ({
    namespace: t.string({ validate: text(0, 255), description: 'Those of this namespace.' }),
    search: t.string({ validate: text(0, 255), description: 'Part of the name or the description, in any case.' }),
    offered: t.boolean({
      defaultValue: false,
      description:
        'Those that the caller is offered: their own, those of their groups, the platform’s own, and shared ones, as far as they may talk with them. ' +
        'Otherwise those that they may read.',
    }),
  }),
})

const AgentOrder = orderInput<AgentRow, Services>(builder, 'Agent', {
  CREATED_AT: { property: 'createdAt', description: 'When it was made.' },
  NAME: { property: 'name', description: 'Its namespace, then its name.' },
  UPDATED_AT: { property: 'updatedAt', description: 'When it last changed.' },
})

export const AgentOrderInput = AgentOrder.input

const LATEST_FIRST: Order<AgentRow> = [
  ['createdAt', 'desc'],
  ['id', 'desc'],
]

type Filter = typeof AgentFilter.$inferInput
type OrderBy = Parameters<typeof AgentOrder.order>[0]

/** Active agents: what the caller reaches by `agents.read`, where single agents may be granted, or else what they are offered. */
export function listOfAgents(context: Context<Services>, filter: Filter, orderBy?: OrderBy): List<AgentRow> {
  const { caller } = context
  // A login answers with its user before there is a caller.
  if (!caller) return { entity: Agent, where: { id: { $in: [] } }, order: LATEST_FIRST }
  const where = { $and: [{ isActive: true }, ...matching(filter)] }
  const list = { entity: Agent, where, order: orderOf(orderBy) }
  if (filter.offered) {
    const { userId, groupIds } = caller
    const near = [{ userId }, { userId: null }, { groupId: { $in: groupIds } }, { isShared: true }, { isDefault: true }]
    return { ...list, where: { $and: [where, { $or: near }] }, isVisible: (row) => isOffered(caller, row) }
  }
  return context.reach('agents.read') === 'all' ? list : { ...list, isVisible: (row) => isListed(caller, row) }
}

/** The pages of agents of several parents, the latest first. */
export const pagesOfAgents = (
  context: Context<Services>,
  args: PageArguments,
  parent: (keyof AgentRow & string) | Parenthood,
  parents: readonly string[],
): Promise<Page<AgentRow>[]> =>
  readVisiblePages(context.em, listOfAgents(context, {}), args, parent, parents, ['namespace', 'name', 'userId', 'groupId'])

/** By name means by namespace first. */
function orderOf(orderBy: OrderBy): Order<AgentRow> {
  const order = AgentOrder.order(orderBy, LATEST_FIRST)
  const [[first, direction]] = order as [Order<AgentRow>[number]]
  return first === 'name' ? [['namespace', direction], ...order] : order
}

function matching({ namespace, search }: Filter): FilterQuery<AgentRow>[] {
  const conditions: FilterQuery<AgentRow>[] = []
  if (namespace) conditions.push({ namespace })
  if (search) {
    const pattern = containing(search)
    conditions.push({ $or: [{ name: { $ilike: pattern } }, { description: { $ilike: pattern } }] })
  }
  return conditions
}
