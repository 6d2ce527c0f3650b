import { z } from 'zod'
import type { Order } from '../../../schema/connections/order.ts'
import { readPage, readPages } from '../../../schema/connections/page.ts'
import { SinasError } from '../../../schema/errors.ts'
import { builder, page } from '../builder.ts'
import { findUserId, getUser } from '../users/find-user.ts'
import { User } from '../users/user.ts'
import { UserReference } from '../users/user-input.ts'
import { ADMIN_GROUP } from './default-groups.ts'
import { findGroup, findVisibleGroup, groupNotVisible, visibleGroupIds } from './find-group.ts'
import { requireAbove, requireGroupDelegable } from './grants.ts'
import { Group } from './group.ts'
import { GroupReference } from './group-input.ts'
import { MemberEntity, type MemberRow } from './member.entity.ts'

type Member = Pick<MemberRow, 'id' | 'groupId' | 'userId' | 'role' | 'active' | 'addedAt'>
type Row = Member & Record<string, unknown>

const COLUMNS = 'id, group_id as "groupId", user_id as "userId", role, active, added_at as "addedAt"'

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
   where group_id = $1 and user_id = $2 and active returning ${COLUMNS}`

const GroupMember = builder.objectRef<Member>('GroupMember').implement({
  description: 'A user’s membership of a group.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Of the membership.' }),
    groupId: t.expose('groupId', { type: 'ID', description: 'Id of the group.' }),
    group: t.field({
      type: Group,
      nullable: true,
      description: 'The group, where the caller may see it.',
      resolve: (member) => member.groupId,
    }),
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

const GroupMemberConnection = builder.connectionObject({
  type: GroupMember,
  name: 'GroupMemberConnection',
  description: 'A page of a list of memberships.',
})

const AS_ADDED: Order<MemberRow> = [
  ['addedAt', 'asc'],
  ['id', 'asc'],
]

builder.objectFields(Group, (t) => ({
  members: t.loadable({
    type: GroupMemberConnection,
    nullable: true,
    byPath: true,
    args: page,
    description: 'The active members, in the order in which they were added. Errors: FORBIDDEN, as for the group itself.',
    load: async (ids: string[], context, args) => {
      const only = visibleGroupIds(context)
      const visible = only ? ids.filter((id) => only.includes(id)) : ids
      const list = { entity: MemberEntity, where: { active: true }, order: AS_ADDED }
      const pages = visible.length > 0 ? await readPages<MemberRow>(context.em, list, args, 'groupId', visible) : []
      const byGroup = new Map(visible.map((id, i) => [id, pages[i]!]))
      return ids.map((id) => byGroup.get(id) ?? groupNotVisible())
    },
    resolve: ({ id }) => id,
  }),
}))

const whichGroup = { type: GroupReference, required: true, description: 'Which group.' } as const

builder.queryField('groupMembers', (t) =>
  t.field({
    type: GroupMemberConnection,
    nullable: true,
    authScopes: { authenticated: true },
    description:
      'The active members of a group that the caller may see, in the order in which they were added. Errors: NOT_FOUND, FORBIDDEN.',
    args: { group: t.arg(whichGroup), ...page },
    resolve: async (_, { group, ...args }, context) => {
      const { id } = await findVisibleGroup(context, group)
      const list = { entity: MemberEntity, where: { groupId: id, active: true }, order: AS_ADDED }
      return readPage<MemberRow>(context.em, list, args)
    },
  }),
)

builder.relayMutationField(
  'addGroupMember',
  {
    inputFields: (t) => ({
      group: t.field(whichGroup),
      user: t.field({ type: UserReference, required: true, description: 'The user who becomes a member.' }),
      role: t.string({
        defaultValue: 'member',
        validate: z.string().min(1).max(255),
        description: 'For information: permissions come from the group.',
      }),
    }),
  },
  {
    nullable: true,
    authScopes: { canAll: 'groups.manage_members' },
    description:
      'Makes a user a member, also one who was a member before. The caller must hold what the group grants. ' +
      'Errors: FORBIDDEN, NOT_FOUND, ALREADY_EXISTS.',
    resolve: async (_, { input: { group, user, role } }, context) => {
      const { database, caller } = context
      const { id } = await findGroup(context, group)
      await requireGroupDelegable(context, id)
      const userId = await findUserId(context, user)
      await getUser(database, userId)
      const [member] = await database.query<Row>(ADD, [crypto.randomUUID(), id, userId, role ?? 'member', caller!.userId])
      if (!member) throw new SinasError('ALREADY_EXISTS', { what: 'An active membership of this user' })
      return { member }
    },
  },
  { outputFields: (t) => ({ member: t.field({ type: GroupMember, description: 'The membership.', resolve: ({ member }) => member }) }) },
)

builder.relayMutationField(
  'removeGroupMember',
  {
    inputFields: (t) => ({
      group: t.field(whichGroup),
      user: t.field({ type: UserReference, required: true, description: 'The user whose membership ends.' }),
    }),
  },
  {
    nullable: true,
    authScopes: { canAll: 'groups.manage_members' },
    description:
      'Ends a membership of a user who holds nothing that the caller lacks. Errors: FORBIDDEN, NOT_FOUND, REFUSED for the group Admins.',
    resolve: async (_, { input: { group, user } }, context) => {
      const { id, name } = await findGroup(context, group)
      if (name === ADMIN_GROUP) throw new SinasError('REFUSED', { reason: `Members of ${ADMIN_GROUP} cannot be removed` })
      const userId = await findUserId(context, user)
      await requireAbove(context, userId)
      const [member] = await context.database.query<Row>(REMOVE, [id, userId, context.caller!.userId])
      if (!member) throw new SinasError('NOT_FOUND', { what: 'Member' })
      return { member }
    },
  },
  {
    outputFields: (t) => ({
      member: t.field({ type: GroupMember, description: 'The membership, which has ended.', resolve: ({ member }) => member }),
    }),
  },
)
