import { randomUUID } from 'node:crypto'
import { UniqueConstraintViolationException } from '@mikro-orm/core'
import { SinasError } from '../../../schema/errors.ts'
import { given } from '../../../schema/inputs.ts'
import type { IdentityContext } from '../builder.ts'
import { isDefaultGroup } from './default-groups.ts'
import { findGroup, type GroupReference, type Group as GroupShape } from './find-group.ts'
import { requireGroupDelegable } from './grants.ts'
import { GroupEntity } from './group.entity.ts'
import { MemberEntity } from './member.entity.ts'

interface Settings {
  name?: string | null | undefined
  description?: string | null | undefined
  emailDomain?: string | null | undefined
  externalGroupId?: string | null | undefined
}

/** The caller becomes a member in the role `admin`. @throws SinasError ALREADY_EXISTS */
export async function createGroup({ em, caller }: IdentityContext, input: Settings & { name: string }): Promise<GroupShape> {
  const { name, description, emailDomain, externalGroupId } = input
  const id = randomUUID()
  const group = em.create(GroupEntity, { id, name, description, emailDomain, externalGroupId, seededPermissions: [] })
  em.create(MemberEntity, { groupId: id, userId: caller!.userId, role: 'admin', addedBy: caller!.userId })
  await flushUnique(em)
  return group
}

/** @throws SinasError NOT_FOUND, FORBIDDEN, ALREADY_EXISTS, REFUSED for the name of a default group */
export async function updateGroup(context: IdentityContext, reference: GroupReference, input: Settings): Promise<GroupShape> {
  const known = await findGroup(context, reference)
  const { name, description, emailDomain, externalGroupId } = given(input)
  const isRenamed = name !== undefined && name !== known.name
  if (isRenamed) requireNoDefault(known)
  if (isRenamed || externalGroupId !== undefined) await requireGroupDelegable(context, known.id)
  const { em } = context
  const group = await em.findOneOrFail(GroupEntity, { id: known.id })
  em.assign(group, given({ name, description, emailDomain, externalGroupId }))
  await flushUnique(em)
  return group
}

/** @throws SinasError NOT_FOUND, FORBIDDEN, REFUSED for a default group */
export async function deleteGroup(context: IdentityContext, reference: GroupReference): Promise<GroupShape> {
  const group = await findGroup(context, reference)
  requireNoDefault(group)
  await requireGroupDelegable(context, group.id)
  await context.em.nativeDelete(GroupEntity, { id: group.id })
  return group
}

/** The platform finds its default groups by name. */
function requireNoDefault({ name }: GroupShape): void {
  if (isDefaultGroup(name)) throw new SinasError('REFUSED', { reason: `${name} is a default group: it can be neither renamed nor deleted` })
}

async function flushUnique(em: IdentityContext['em']): Promise<void> {
  try {
    await em.flush()
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error
    const what = /external_group_id/.test(error.message) ? 'A group for this external group' : 'A group of this name'
    throw new SinasError('ALREADY_EXISTS', { what })
  }
}
