import type { FilterQuery } from '@mikro-orm/core'
import { containing } from '../../../schema/bounded/contains.ts'
import { orderInput } from '../../../schema/connections/fields.ts'
import type { Order } from '../../../schema/connections/order.ts'
import type { List } from '../../../schema/connections/page.ts'
import type { Context } from '../../../schema/context.ts'
import { text } from '../../../schema/inputs.ts'
import { builder } from '../builder.ts'
import type { Services } from '../services.ts'
import { Skill, type SkillRow } from './skill.entity.ts'
import { mayReadSkill } from './skill-access.ts'

export const SkillFilter = builder.inputType('SkillFilter', {
  description: 'Which skills are listed: those that meet all that is given.',
  fields: (t) => ({
    namespace: t.string({ validate: text(0, 255), description: 'Those of this namespace.' }),
    search: t.string({ validate: text(0, 255), description: 'Part of the name or the description, in any case.' }),
    offered: t.boolean({ defaultValue: false, description: 'Only those of the caller, and shared ones.' }),
  }),
})

const SkillOrder = orderInput<SkillRow, Services>(builder, 'Skill', {
  CREATED_AT: { property: 'createdAt', description: 'When it was made.' },
  NAME: { property: 'name', description: 'Its namespace, then its name.' },
  UPDATED_AT: { property: 'updatedAt', description: 'When it last changed.' },
})

export const SkillOrderInput = SkillOrder.input

/** No two skills have the same. */
const BY_NAME: Order<SkillRow> = [
  ['namespace', 'asc'],
  ['name', 'asc'],
]

/** Active skills that the caller may read. */
export function listOfSkills(
  { caller }: Context<Services>,
  filter: typeof SkillFilter.$inferInput,
  orderBy?: Parameters<typeof SkillOrder.order>[0],
): List<SkillRow> {
  // A login answers with its user before there is a caller.
  if (!caller) return { entity: Skill, where: { id: { $in: [] } }, order: BY_NAME }
  const order =
    orderBy?.field === 'name' ? BY_NAME.map(([column]) => [column, orderBy.direction] as const) : SkillOrder.order(orderBy, BY_NAME)
  return { entity: Skill, where: { $and: matching(filter, caller.userId) }, order, isVisible: (row) => mayReadSkill(caller, row) }
}

function matching({ namespace, search, offered }: typeof SkillFilter.$inferInput, userId: string): FilterQuery<SkillRow>[] {
  const conditions: FilterQuery<SkillRow>[] = [{ isActive: true }]
  if (namespace) conditions.push({ namespace })
  if (offered) conditions.push({ $or: [{ userId }, { isShared: true }] })
  if (search) {
    const pattern = containing(search)
    conditions.push({ $or: [{ name: { $ilike: pattern } }, { description: { $ilike: pattern } }] })
  }
  return conditions
}
