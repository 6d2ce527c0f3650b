import { OptimisticLockError, UniqueConstraintViolationException } from '@mikro-orm/core'
import type { Context } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import { given, identifier, limit, skip, text } from '../../../schema/inputs.ts'
import { mayActOn } from '../../../schema/permissions.ts'
import { builder, User } from '../builder.ts'

import { changesIn, editedBy, everyEditor } from '../editors.ts'
import type { Services } from '../services.ts'
import { Skill as SkillEntity, type SkillRow } from './skill.entity.ts'

const Skill = builder.objectRef<SkillRow>('Skill').implement({
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
    owner: t.field({ type: User, description: 'Its owner.', resolve: ({ userId }) => ({ id: userId }) }),
    editors: t.field({
      type: [User],
      description:
        'The users who wrote it. A turn of an agent that lists it does nothing to its user’s things that one of these users could not do to them at that time.',
      resolve: ({ editors }) => [...new Set(everyEditor(editors).map(({ userId }) => userId))].map((id) => ({ id })),
    }),
  }),
})

const description = text(1, 10_000)
const content = text(1, 500_000)

const SHARED =
  'Offers it to all users who may read it. Requires `sinas.skills.share`. A change by a user without that permission removes the mark.'

const CreateSkillInput = builder.inputType('CreateSkillInput', {
  description: 'A skill.',
  fields: (t) => ({
    namespace: t.string({ defaultValue: 'default', validate: identifier, description: 'What groups it with others.' }),
    name: t.string({ required: true, validate: identifier, description: 'Unique in its namespace.' }),
    description: t.string({ required: true, validate: description, description: 'Tells a model when to read it.' }),
    content: t.string({ required: true, validate: content, description: 'Markdown.' }),
    isShared: t.boolean({ description: SHARED }),
  }),
})

const UpdateSkillInput = builder.inputType('UpdateSkillInput', {
  description: 'What is absent stays as it is.',
  fields: (t) => ({
    namespace: t.string({ validate: identifier, description: 'Where it moves to: it is then known by this namespace alone.' }),
    name: t.string({ validate: identifier, description: 'Its new name, unique in its namespace.' }),
    description: t.string({ validate: description, description: 'Tells a model when to read it.' }),
    content: t.string({ validate: content, description: 'Markdown.' }),
    isShared: t.boolean({ description: SHARED }),
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
    args: {
      namespace: t.arg.string({ description: 'Only those of this namespace.' }),
      offered: t.arg.boolean({ defaultValue: false, description: 'Only those of the caller, and shared ones.' }),
      skip: t.arg.int(skip),
      limit: t.arg.int(limit),
    },
    async resolve(_, { namespace, offered, skip, limit }, { em, caller }) {
      const rows = await em.find(
        SkillEntity,
        { isActive: true, ...(namespace && { namespace }), ...(offered && { $or: [{ userId: caller!.userId }, { isShared: true }] }) },
        { orderBy: { namespace: 'asc', name: 'asc' } },
      )
      return rows.filter((row) => mayActOn(caller, actionOn(row, 'read'), row.userId)).slice(skip!, skip! + limit!)
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
    async resolve(_, { input }, context) {
      const now = new Date()
      const { namespace, name, description, content, isShared } = input
      const row = context.em.create(SkillEntity, {
        id: crypto.randomUUID(),
        userId: context.caller!.userId,
        namespace: namespace!,
        name,
        description,
        content,
        editors: editedBy(context.caller!, SHAPING, SHAPING, {}),
        isShared: isShared ?? false,
        isActive: true,
        createdAt: now,
        updatedAt: now,
      })
      checkShared(context, row, input, [])
      return save(context.em, row)
    },
  }),
  updateSkill: t.field({
    type: Skill,
    description:
      'Changes a skill. What the caller writes is theirs from then on: see `editors`. Errors: NOT_FOUND, FORBIDDEN, ALREADY_EXISTS, CONFLICT where it was changed at the same time.',
    authScopes: { authenticated: true },
    args: { ...skillReference, input: t.arg({ type: UpdateSkillInput, required: true, description: 'What is to change.' }) },
    async resolve(_, { input, ...reference }, context) {
      const row = await find(context, reference, 'update')
      requireName(context, row, input)
      const settings: Partial<SkillRow> = given(input)
      const changed = changesIn(settings, row)
      const sent = SHAPING.filter((setting) => setting in settings)
      const editors = editedBy(context.caller!, sent, changed, row.editors)
      Object.assign(row, settings, { editors, updatedAt: new Date() })
      checkShared(context, row, input, changed)
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

/** The part of a skill that a model is given. */
const SHAPING = ['description', 'content'] as const

const actionOn = ({ namespace, name }: { namespace: string; name: string }, action: string) => `skills/${namespace}/${name}.${action}`

async function find(
  context: Context<Services>,
  reference: { namespace: string; name: string },
  action: 'read' | 'update' | 'delete',
): Promise<SkillRow> {
  const row = await context.em.findOne(SkillEntity, { namespace: reference.namespace, name: reference.name })
  if (!row || (action === 'read' && !row.isActive && row.userId !== context.caller!.userId))
    throw new SinasError('NOT_FOUND', { what: 'Skill' })
  context.requireOn(actionOn(row, action), row.userId)
  return row
}

/** Permissions may name namespaces and names, so that to take one is like creating a skill there. @throws SinasError FORBIDDEN */
function requireName(
  context: Context<Services>,
  row: SkillRow,
  input: { namespace?: string | null | undefined; name?: string | null | undefined },
): void {
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
