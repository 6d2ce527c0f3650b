import { z } from 'zod'
import { SinasError } from '../../../schema/errors.ts'
import { builder } from '../builder.ts'
import { getUser } from '../users/find-user.ts'
import { User } from '../users/user.ts'
import { ADMIN_GROUP } from './default-groups.ts'
import { findGroup, findVisibleGroup } from './find-group.ts'
import { requireAbove, requireGroupDelegable } from './grants.ts'
import { Group, groupArg } from './group.ts'
import type { MemberRow } from './member.entity.ts'

type Member = Pick<MemberRow, 'id' | 'groupId' | 'userId' | 'role' | 'active' | 'addedAt'>
type Row = Member & Record<string, unknown>

const COLUMNS = 'id, group_id as "groupId", user_id as "userId", role, active, added_at as "addedAt"'

const OF_GROUP = `select ${COLUMNS} from identity.members where group_id = $1 and active order by added_at, id`

// Answers with a row where the user becomes a member, for the first time or again; with none where they are one already.
const ADD = `
  insert into identity.members as m (id, group_id, user_id, role, active, added_at, added_by)
  values ($1, $2, $3, $4, true, now(), $5)
  on conflict (user_id, group_id) do update
    set role = excluded.role, active = true, added_at = now(), added_by = excluded.added_by, removed_at = null, removed_by = null
    where not m.active
  returning ${COLUMNS}`

const REMOVE = `
  update identity.members set active = false, removed_at = now(), removed_by = $3
   where group_id = $1 and user_id = $2 and active returning id`

const GroupMember = builder.objectRef<Member>('GroupMember').implement({
  description: 'A user’s membership of a group.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Of the membership.' }),
    groupId: t.expose('groupId', { type: 'ID', description: 'Id of the group.' }),
    userId: t.expose('userId', { type: 'ID', description: 'Id of the user.' }),
    user: t.field({ type: User, description: 'The user, as the caller may see them.', resolve: (member) => member.userId }),
    userEmail: t.string({
      nullable: true,
      description: 'The user’s e-mail address, where the caller may see it.',
      resolve: async (member, _, context) => (await User.getDataloader(context).load(member.userId)).email,
    }),
    role: t.exposeString('role', { description: 'For information: permissions come from the group.' }),
    active: t.exposeBoolean('active', { description: 'False where the membership has ended.' }),
    addedAt: t.expose('addedAt', { type: 'DateTime', description: 'When the user last became a member.' }),
  }),
})

builder.objectField(Group, 'members', (t) =>
  t.field({
    type: [GroupMember],
    description: 'The active members, in the order in which they were added. Errors: FORBIDDEN, as for the group itself.',
    resolve: async (group, _, context) => {
      await findVisibleGroup(context, group.id)
      return context.database.query<Row>(OF_GROUP, [group.id])
    },
  }),
)

const GroupMemberInput = builder.inputType('GroupMemberInput', {
  description: 'The user who becomes a member.',
  fields: (t) => ({
    userId: t.field({ type: 'ID', required: true, description: 'Id of the user.' }),
    role: t.string({
      defaultValue: 'member',
      validate: z.string().min(1).max(255),
      description: 'For information: permissions come from the group.',
    }),
  }),
})

builder.queryField('groupMembers', (t) =>
  t.field({
    type: [GroupMember],
    authScopes: { authenticated: true },
    description: 'The active members of a group that the caller may see. Errors: NOT_FOUND, FORBIDDEN.',
    args: { group: t.arg.string(groupArg) },
    resolve: async (_, { group }, context) => {
      const { id } = await findVisibleGroup(context, group)
      return context.database.query<Row>(OF_GROUP, [id])
    },
  }),
)

builder.mutationFields((t) => ({
  addGroupMember: t.field({
    type: GroupMember,
    authScopes: { canAll: 'groups.manage_members' },
    description:
      'Makes a user a member, also one who was a member before. The caller must hold what the group grants. ' +
      'Errors: FORBIDDEN, NOT_FOUND, ALREADY_EXISTS.',
    args: {
      group: t.arg.string(groupArg),
      input: t.arg({ type: GroupMemberInput, required: true, description: 'The user who becomes a member.' }),
    },
    resolve: async (_, { group, input: { userId, role } }, context) => {
      const { database, caller } = context
      const { id } = await findGroup(context, group)
      await requireGroupDelegable(context, id)
      await getUser(database, userId)
      const [member] = await database.query<Row>(ADD, [crypto.randomUUID(), id, userId, role ?? 'member', caller!.userId])
      if (!member) throw new SinasError('ALREADY_EXISTS', { what: 'An active membership of this user' })
      return member
    },
  }),
  removeGroupMember: t.boolean({
    authScopes: { canAll: 'groups.manage_members' },
    description:
      'Ends a membership of a user who holds nothing that the caller lacks. Errors: FORBIDDEN, NOT_FOUND, REFUSED for the group Admins.',
    args: { group: t.arg.string(groupArg), userId: t.arg({ type: 'ID', required: true, description: 'Id of the user.' }) },
    resolve: async (_, { group, userId }, context) => {
      const { id, name } = await findGroup(context, group)
      if (name === ADMIN_GROUP) throw new SinasError('REFUSED', { reason: `Members of ${ADMIN_GROUP} cannot be removed` })
      await requireAbove(context, userId)
      const [removed] = await context.database.query(REMOVE, [id, userId, context.caller!.userId])
      if (!removed) throw new SinasError('NOT_FOUND', { what: 'Member' })
      return true
    },
  }),
}))
