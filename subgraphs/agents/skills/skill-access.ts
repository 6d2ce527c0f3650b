import type { Caller } from '../../../schema/caller.ts'
import type { Context } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import { mayActOn } from '../../../schema/permissions.ts'
import type { Services } from '../services.ts'
import { Skill, type SkillRow } from './skill.entity.ts'
import type { SkillReferenceShape } from './skill-reference.ts'

export const actionOn = ({ namespace, name }: { namespace: string; name: string }, action: string) =>
  `skills/${namespace}/${name}.${action}`

export const mayReadSkill = (caller: Caller, row: Pick<SkillRow, 'namespace' | 'name' | 'userId'>): boolean =>
  mayActOn(caller, actionOn(row, 'read'), row.userId)

/** @throws SinasError NOT_FOUND, FORBIDDEN */
export async function findSkill(
  context: Context<Services>,
  { id, name }: SkillReferenceShape,
  action: 'read' | 'update' | 'delete',
): Promise<SkillRow> {
  const row = await context.em.findOne(Skill, id ? { id } : { namespace: name!.namespace, name: name!.name })
  if (!row || (action === 'read' && isHidden(row, context.caller!))) throw new SinasError('NOT_FOUND', { what: 'Skill' })
  context.requireOn(actionOn(row, action), row.userId)
  return row
}

/** An inactive skill is its owner's alone to read. */
export const isHidden = ({ isActive, userId }: SkillRow, caller: Caller) => !isActive && userId !== caller.userId
