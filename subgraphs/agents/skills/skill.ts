import { UniqueConstraintViolationException } from '@mikro-orm/core'
import type { Context } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import { given, limit, skip, text } from '../../../schema/inputs.ts'
import { reach } from '../../../schema/permissions.ts'
import { builder, User } from '../builder.ts'
import { identifier } from '../checks.ts'
import type { Services } from '../services.ts'
import { Skill as SkillEntity, type SkillRow } from './skill.entity.ts'

export const Skill = builder.objectRef<SkillRow>('Skill').implement({
  description: 'Instructions in Markdown that agents read: a way of working, written once.',
  fields: (t) => ({
    id: t.expose('id', { type: 'UUID', description: 'Its id.' }),
    userId: t.expose('userId', { type: 'UUID', description: 'Its owner.' }),
    namespace: t.exposeString('namespace', { description: 'What groups it with others.' }),
    name: t.exposeString('name', { description: 'Unique in its namespace.' }),
    description: t.exposeString('description', { description: 'Tells a model when to read it.' }),
    content: t.exposeString('content', { description: 'Markdown.' }),
    isActive: t.exposeBoolean('isActive', { description: 'An inactive one is listed nowhere, and only its owner can read it.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed.' }),
    owner: t.field({ type: User, description: 'Its owner.', resolve: ({ userId }) => ({ id: userId }) }),
  }),
})

const description = text(1, 10_000)
const content = text(1, 500_000)

const CreateSkillInput = builder.inputType('CreateSkillInput', {
  description: 'A skill.',
  fields: (t) => ({
    namespace: t.string({ defaultValue: 'default', validate: identifier, description: 'What groups it with others.' }),
    name: t.string({ required: true, validate: identifier, description: 'Unique in its namespace.' }),
    description: t.string({ required: true, validate: description, description: 'Tells a model when to read it.' }),
    content: t.string({ required: true, validate: content, description: 'Markdown.' }),
  }),
})

const UpdateSkillInput = builder.inputType('UpdateSkillInput', {
  description: 'What is absent stays as it is.',
  fields: (t) => ({
    namespace: t.string({ validate: identifier, description: 'Where it moves to: it is then known by this namespace alone.' }),
    name: t.string({ validate: identifier, description: 'Its new name, unique in its namespace.' }),
    description: t.string({ validate: description, description: 'Tells a model when to read it.' }),
    content: t.string({ validate: content, description: 'Markdown.' }),
    isActive: t.boolean({ description: 'An inactive one is listed nowhere, and only its owner can read it.' }),
  }),
})

const skillReference = builder.args((t) => ({
  namespace: t.string({ required: true, description: 'Namespace of the skill.' }),
  name: t.string({ required: true, description: 'Name of the skill.' }),
}))

builder.queryFields((t) => ({
  skills: t.field({
    type: [Skill],
    description: 'Active skills that the caller may read, by name.',
    authScopes: { authenticated: true },
    args: { namespace: t.arg.string({ description: 'Only those of this namespace.' }), skip: t.arg.int(skip), limit: t.arg.int(limit) },
    async resolve(_, { namespace, skip, limit }, { em, caller }) {
      const rows = await em.find(
        SkillEntity,
        { isActive: true, ...(namespace && { namespace }) },
        { orderBy: { namespace: 'asc', name: 'asc' } },
      )
      return rows.filter((row) => isAllowed(caller!, row, 'read')).slice(skip!, skip! + limit!)
    },
  }),
  skill: t.field({
    type: Skill,
    description: 'One skill. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: skillReference,
    resolve: (_, reference, context) => find(context, reference, 'read'),
  }),
}))

builder.mutationFields((t) => ({
  createSkill: t.field({
    type: Skill,
    description: 'Creates a skill that the caller owns. Errors: ALREADY_EXISTS.',
    authScopes: (_, { input }) => ({ can: `skills/${input.namespace}/${input.name}.create` }),
    args: { input: t.arg({ type: CreateSkillInput, required: true, description: 'The skill to create.' }) },
    async resolve(_, { input }, { em, caller }) {
      const now = new Date()
      const { namespace, ...rest } = input
      const row = em.create(SkillEntity, {
        id: crypto.randomUUID(),
        userId: caller!.userId,
        namespace: namespace!,
        ...rest,
        isActive: true,
        createdAt: now,
        updatedAt: now,
      })
      return save(em, row)
    },
  }),
  updateSkill: t.field({
    type: Skill,
    description: 'Changes a skill. Errors: NOT_FOUND, FORBIDDEN, ALREADY_EXISTS.',
    authScopes: { authenticated: true },
    args: { ...skillReference, input: t.arg({ type: UpdateSkillInput, required: true, description: 'What is to change.' }) },
    async resolve(_, { input, ...reference }, context) {
      const row = await find(context, reference, 'update')
      Object.assign(row, given(input), { updatedAt: new Date() })
      return save(context.em, row)
    },
  }),
  deleteSkill: t.field({
    type: Skill,
    description: 'Deletes a skill. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: skillReference,
    async resolve(_, reference, context) {
      const row = await find(context, reference, 'delete')
      await context.em.remove(row).flush()
      return row
    },
  }),
}))

/** `all` reaches every skill, the other scopes the caller's own: no skill belongs to a group. */
function isAllowed(
  caller: Parameters<typeof reach>[0] & { userId: string },
  { namespace, name, userId }: SkillRow,
  action: string,
): boolean {
  const scope = reach(caller, `skills/${namespace}/${name}.${action}`)
  return scope === 'all' || (scope !== null && userId === caller.userId)
}

async function find(
  context: Context<Services>,
  { namespace, name }: { namespace: string; name: string },
  action: 'read' | 'update' | 'delete',
): Promise<SkillRow> {
  const row = await context.em.findOne(SkillEntity, { namespace, name })
  if (!row || (action === 'read' && !row.isActive && row.userId !== context.caller!.userId))
    throw new SinasError('NOT_FOUND', { what: 'Skill' })
  const scope = context.reach(`skills/${namespace}/${name}.${action}`)
  if (scope === 'all' || (scope !== null && row.userId === context.caller!.userId)) return row
  throw new SinasError('FORBIDDEN', { permission: `sinas.skills/${namespace}/${name}.${action}:${scope ? 'all' : 'own'}` })
}

async function save(em: Context['em'], row: SkillRow): Promise<SkillRow> {
  try {
    await em.persist(row).flush()
    return row
  } catch (error) {
    if (error instanceof UniqueConstraintViolationException)
      throw new SinasError('ALREADY_EXISTS', { what: `Skill ${row.namespace}/${row.name}` })
    throw error
  }
}
