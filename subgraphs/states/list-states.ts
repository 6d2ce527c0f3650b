import type { FilterQuery } from '@mikro-orm/core'
import { containing } from '../../schema/bounded/contains.ts'
import type { Order } from '../../schema/connections/order.ts'
import type { List } from '../../schema/connections/page.ts'
import type { Context } from '../../schema/context.ts'
import type { Services } from './builder.ts'
import { type State, StateEntity, type Visibility } from './state.entity.ts'
import { action } from './visibility.ts'

export interface StateFilter {
  namespace?: string | undefined
  visibility?: Visibility | undefined
  /** All of them. */
  tags?: string[] | null | undefined
  /** Part of the key or the description, in any case. */
  search?: string | null | undefined
  /** `me`, `all` or a user's id. */
  owner?: string | null | undefined
  /** Only own states and those that were shared, also where the caller may read every state. */
  offered?: boolean | null | undefined
}

/** The most relevant first, then the latest. */
export const MOST_RELEVANT_FIRST: Order<State> = [
  ['relevanceScore', 'desc'],
  ['updatedAt', 'desc'],
  ['id', 'desc'],
]

/** The states that the caller may read. Expired ones are not there. */
export function listOfStates(context: Context<Services>, filter: StateFilter, order: Order<State>): List<State> {
  const unexpired = { $or: [{ expiresAt: null }, { expiresAt: { $gt: new Date() } }] }
  return { entity: StateEntity, where: { $and: [unexpired, visibleTo(context, filter), ...matching(context, filter)] }, order }
}

function visibleTo(context: Context<Services>, { namespace, offered }: StateFilter): FilterQuery<State> {
  // A login answers with its user before there is a caller.
  const scope = context.caller && context.reach(namespace === undefined ? 'states.read' : action('read', namespace))
  if (!scope) return { id: { $in: [] } }
  const { userId, groupIds } = context.caller!
  if (scope === 'all' && !offered) return {}
  const shared = scope === 'group' || scope === 'all' ? [{ visibility: 'group' as const, groupId: { $in: groupIds } }] : []
  return { $or: [{ userId }, { visibility: 'public' }, ...shared] }
}

function matching({ caller }: Context<Services>, { namespace, visibility, tags, search, owner }: StateFilter): FilterQuery<State>[] {
  const conditions: FilterQuery<State>[] = []
  if (namespace !== undefined) conditions.push({ namespace })
  if (visibility) conditions.push({ visibility })
  if (tags?.length) conditions.push({ tags: { $contains: tags } })
  if (owner && owner !== 'all') conditions.push({ userId: owner === 'me' ? caller!.userId : owner })
  if (search) {
    const pattern = containing(search)
    conditions.push({ $or: [{ key: { $ilike: pattern } }, { description: { $ilike: pattern } }] })
  }
  return conditions
}
