import { loadRow } from '../../../schema/connections/load-row.ts'
import { readPage } from '../../../schema/connections/page.ts'
import { readVisiblePages } from '../../../schema/connections/visible-pages.ts'
import { builder, page, User } from '../builder.ts'
import { everyEditor } from '../editors.ts'
import { listOfSkills, SkillFilter, SkillOrderInput } from './list-skills.ts'
import { Skill as SkillEntity, type SkillRow } from './skill.entity.ts'
import { findSkill, isHidden, mayReadSkill } from './skill-access.ts'
import { SkillReference } from './skill-reference.ts'

export const Skill = builder.objectRef<SkillRow>('Skill').implement({
  description: 'Instructions in Markdown that agents read: a way of working, written once.',
  fields: (t) => ({
    id: t.expose('id', { type: 'ID', description: 'Its id.' }),
    userId: t.expose('userId', { type: 'ID', description: 'Its owner.' }),
    namespace: t.exposeString('namespace', { description: 'What groups it with others.' }),
    name: t.exposeString('name', { description: 'Unique in its namespace.' }),
    description: t.exposeString('description', { description: 'Tells a model when to read it.' }),
    content: t.exposeString('content', { description: 'Markdown.' }),
    isShared: t.exposeBoolean('isShared', { description: 'Offered to all users who may read it.' }),
    isActive: t.exposeBoolean('isActive', { description: 'An inactive one is listed nowhere, and only its owner can read it.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed.' }),
    owner: t.field({ type: User, nullable: true, description: 'Its owner.', resolve: ({ userId }) => ({ id: userId }) }),
    editors: t.field({
      type: [User],
      description:
        'The users who wrote it. A turn of an agent that lists it does nothing to its user’s things that one of these users could not do to them at that time.',
      resolve: ({ editors }) => [...new Set(everyEditor(editors).map(({ userId }) => userId))].map((id) => ({ id })),
    }),
  }),
})

builder.asEntity(Skill, {
  key: builder.selection<{ id: string }>('id'),
  async resolveReference({ id }, context) {
    const { caller } = context
    const row = caller && (await loadRow(context, SkillEntity, id))
    return row && mayReadSkill(caller, row) && !isHidden(row, caller) ? row : null
  },
})

const SkillConnection = builder.connectionObject({
  type: Skill,
  name: 'SkillConnection',
  description: 'A page of a list of skills.',
})

builder.queryFields((t) => ({
  skills: t.field({
    type: SkillConnection,
    nullable: true,
    description: 'Active skills that the caller may read.',
    authScopes: { authenticated: true },
    args: {
      ...page,
      filter: t.arg({ type: SkillFilter, description: 'Which ones.' }),
      orderBy: t.arg({ type: SkillOrderInput, description: 'Absent: by namespace and name.' }),
    },
    resolve: (_, { filter, orderBy, ...args }, context) => readPage(context.em, listOfSkills(context, filter ?? {}, orderBy), args),
  }),
  skill: t.field({
    type: Skill,
    nullable: true,
    description: 'One skill. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: { by: t.arg({ type: SkillReference, required: true, description: 'Which one.' }) },
    resolve: (_, { by }, context) => findSkill(context, by, 'read'),
  }),
}))

builder.objectFields(User, (t) => ({
  skills: t.loadable({
    type: SkillConnection,
    description: 'Active skills that they own, as far as the caller may read them, by name.',
    byPath: true,
    args: page,
    load: (ids: string[], context, args) =>
      readVisiblePages(context.em, listOfSkills(context, {}), args, 'userId', ids, ['namespace', 'name', 'userId']),
    resolve: ({ id }) => id,
  }),
}))
