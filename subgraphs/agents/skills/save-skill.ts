import { OptimisticLockError, UniqueConstraintViolationException } from '@mikro-orm/core'
import type { Context } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import { given } from '../../../schema/inputs.ts'
import { mayActOn } from '../../../schema/permissions.ts'
import { changesIn, editedBy } from '../editors.ts'
import type { Services } from '../services.ts'
import { Skill as SkillEntity, type SkillRow } from './skill.entity.ts'
import { actionOn, findSkill } from './skill-access.ts'
import type { SkillReferenceShape } from './skill-reference.ts'

type Input = {
  [Setting in 'namespace' | 'name' | 'description' | 'content' | 'isShared' | 'isActive']?: SkillRow[Setting] | null | undefined
}

/** @throws SinasError ALREADY_EXISTS, FORBIDDEN */
export async function createSkill(
  context: Context<Services>,
  input: Input & Pick<SkillRow, 'name' | 'description' | 'content'>,
): Promise<SkillRow> {
  const now = new Date()
  const row = context.em.create(SkillEntity, {
    id: crypto.randomUUID(),
    userId: context.caller!.userId,
    namespace: input.namespace!,
    name: input.name,
    description: input.description,
    content: input.content,
    editors: editedBy(context.caller!, SHAPING, SHAPING, {}),
    isShared: input.isShared ?? false,
    isActive: true,
    createdAt: now,
    updatedAt: now,
  })
  checkShared(context, row, input, [])
  return save(context.em, row)
}

/** @throws SinasError NOT_FOUND, FORBIDDEN, ALREADY_EXISTS, CONFLICT where it was changed at the same time */
export async function updateSkill(context: Context<Services>, reference: SkillReferenceShape, input: Input): Promise<SkillRow> {
  const row = await findSkill(context, reference, 'update')
  requireName(context, row, input)
  const settings: Partial<SkillRow> = given(input)
  const changed = changesIn(settings, row)
  const sent = SHAPING.filter((setting) => setting in settings)
  const editors = editedBy(context.caller!, sent, changed, row.editors)
  Object.assign(row, settings, { editors, updatedAt: new Date() })
  checkShared(context, row, input, changed)
  return save(context.em, row)
}

/** @throws SinasError NOT_FOUND, FORBIDDEN */
export async function deleteSkill(context: Context<Services>, reference: SkillReferenceShape): Promise<SkillRow> {
  const row = await findSkill(context, reference, 'delete')
  await context.em.remove(row).flush()
  return row
}

/** The part of a skill that a model is given. */
const SHAPING = ['description', 'content'] as const

/** Permissions may name namespaces and names, so that to take one is like creating a skill there. @throws SinasError FORBIDDEN */
function requireName(context: Context<Services>, row: SkillRow, input: Input): void {
  const wanted = { namespace: input.namespace ?? row.namespace, name: input.name ?? row.name }
  if (wanted.namespace === row.namespace && wanted.name === row.name) return
  if (!context.reach(actionOn(wanted, 'create'))) throw context.forbidden()
}

/** The mark vouches for what a skill says: a change by a user who may not set the mark removes it. @throws SinasError FORBIDDEN */
function checkShared(
  context: Context<Services>,
  row: SkillRow,
  { isShared }: { isShared?: boolean | null | undefined },
  changed: readonly string[],
): void {
  if (isShared) context.requireOn(actionOn(row, 'share'), row.userId)
  if (changed.every((setting) => setting === 'isShared' || setting === 'isActive')) return
  row.isShared &&= mayActOn(context.caller, actionOn(row, 'share'), row.userId)
}

async function save(em: Context['em'], row: SkillRow): Promise<SkillRow> {
  try {
    await em.persist(row).flush()
    return row
  } catch (error) {
    if (error instanceof UniqueConstraintViolationException)
      throw new SinasError('ALREADY_EXISTS', { what: `Skill ${row.namespace}/${row.name}` })
    if (error instanceof OptimisticLockError)
      throw new SinasError('CONFLICT', { reason: 'The skill was changed at the same time: try again' }, error)
    throw error
  }
}
