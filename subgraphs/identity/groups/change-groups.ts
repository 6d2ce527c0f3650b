import { randomUUID } from 'node:crypto'
import { UniqueConstraintViolationException } from '@mikro-orm/core'
import { z } from 'zod'
import { SinasError } from '../../../schema/errors.ts'
import { given } from '../../../schema/inputs.ts'
import { builder, type IdentityContext } from '../builder.ts'
import { isDefaultGroup } from './default-groups.ts'
import { requireGroupDelegable } from './grants.ts'
import { GroupEntity } from './group.entity.ts'
import { Group, groupArg } from './group.ts'
import { MemberEntity } from './member.entity.ts'
import { findGroup, type Group as GroupShape } from './read-groups.ts'

const short = z.string().min(1).max(255)

const GroupInput = builder.inputType('GroupInput', {
  description: 'A group to create.',
  fields: (t) => ({
    name: t.string({ required: true, validate: short, description: 'Unique.' }),
    description: t.string({ description: 'What it is for.' }),
    emailDomain: t.string({ validate: z.string().max(255), description: 'For information only: it makes no user a member.' }),
    externalGroupId: t.string({ validate: short, description: 'A group of the OpenID Connect issuer.' }),
  }),
})

const GroupChanges = builder.inputType('GroupChanges', {
  description: 'What is to change of a group. What is not given stays.',
  fields: (t) => ({
    name: t.string({
      validate: short,
      description: 'The default groups keep theirs. Needs what the group grants: new users join the group of a certain name.',
    }),
    description: t.string({ description: 'What it is for.' }),
    emailDomain: t.string({ validate: z.string().max(255), description: 'For information only: it makes no user a member.' }),
    externalGroupId: t.string({
      validate: short,
      description: 'The caller must hold what the group grants, because this decides which users become members.',
    }),
  }),
})

builder.mutationFields((t) => ({
  createGroup: t.field({
    type: Group,
    authScopes: { can: 'groups.create' },
    description: 'Creates a group, with the caller as a member in the role `admin`. Errors: FORBIDDEN, VALIDATION, ALREADY_EXISTS.',
    args: { input: t.arg({ type: GroupInput, required: true, description: 'The group to create.' }) },
    resolve: async (_, { input }, { em, caller }) => {
      const { name, description, emailDomain, externalGroupId } = input
      const id = randomUUID()
      const group = em.create(GroupEntity, { id, name, description, emailDomain, externalGroupId, seededPermissions: [] })
      em.create(MemberEntity, { groupId: id, userId: caller!.userId, role: 'admin', addedBy: caller!.userId })
      await flushUnique(em)
      return group
    },
  }),
  updateGroup: t.field({
    type: Group,
    authScopes: { canAll: 'groups.update' },
    description: 'Changes a group. Errors: FORBIDDEN, VALIDATION, NOT_FOUND, ALREADY_EXISTS, REFUSED for the name of a default group.',
    args: { group: t.arg.string(groupArg), input: t.arg({ type: GroupChanges, required: true, description: 'What is to change.' }) },
    resolve: async (_, { group: reference, input }, context) => {
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
    },
  }),
  deleteGroup: t.boolean({
    authScopes: { canAll: 'groups.delete' },
    description:
      'Deletes a group with its memberships and permissions. The caller must hold what the group grants. ' +
      'Errors: FORBIDDEN, NOT_FOUND, REFUSED for a default group.',
    args: { group: t.arg.string(groupArg) },
    resolve: async (_, { group: reference }, context) => {
      const group = await findGroup(context, reference)
      requireNoDefault(group)
      await requireGroupDelegable(context, group.id)
      await context.em.nativeDelete(GroupEntity, { id: group.id })
      return true
    },
  }),
}))

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
