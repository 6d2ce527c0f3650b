import { identifier, text } from '../../../schema/inputs.ts'
import { builder } from '../builder.ts'
import { createSkill, deleteSkill, updateSkill } from './save-skill.ts'
import { Skill } from './skill.ts'
import { SkillReference } from './skill-reference.ts'

const description = text(1, 10_000)
const content = text(1, 500_000)

const SHARED =
  'Offers it to all users who may read it. Requires `sinas.skills.share`. A change by a user without that permission removes the mark.'

builder.relayMutationField(
  'createSkill',
  {
    description: 'A skill.',
    inputFields: (t) => ({
      namespace: t.string({ defaultValue: 'default', validate: identifier, description: 'What groups it with others.' }),
      name: t.string({ required: true, validate: identifier, description: 'Unique in its namespace.' }),
      description: t.string({ required: true, validate: description, description: 'Tells a model when to read it.' }),
      content: t.string({ required: true, validate: content, description: 'Markdown.' }),
      isShared: t.boolean({ description: SHARED }),
    }),
  },
  {
    nullable: true,
    description: 'Creates a skill that the caller owns. Errors: ALREADY_EXISTS.',
    authScopes: (_, { input: { namespace, name } }) => ({ can: `skills/${namespace}/${name}.create` }),
    resolve: async (_, { input }, context) => ({ skill: await createSkill(context, input) }),
  },
  { outputFields: (t) => ({ skill: t.expose('skill', { type: Skill, description: 'The new skill.' }) }) },
)

builder.relayMutationField(
  'updateSkill',
  {
    description: 'What is to change. A field that is absent or null stays as it is.',
    inputFields: (t) => ({
      skill: t.field({ type: SkillReference, required: true, description: 'Which one.' }),
      namespace: t.string({ validate: identifier, description: 'Where it moves to: it is then known by this namespace alone.' }),
      name: t.string({ validate: identifier, description: 'Its new name, unique in its namespace.' }),
      description: t.string({ validate: description, description: 'Tells a model when to read it.' }),
      content: t.string({ validate: content, description: 'Markdown.' }),
      isShared: t.boolean({ description: SHARED }),
      isActive: t.boolean({ description: 'An inactive one is listed nowhere, and only its owner can read it.' }),
    }),
  },
  {
    nullable: true,
    description:
      'Changes a skill. What the caller writes is theirs from then on: see `editors`. Errors: NOT_FOUND, FORBIDDEN, ALREADY_EXISTS, CONFLICT where it was changed at the same time.',
    authScopes: { authenticated: true },
    resolve: async (_, { input: { skill, ...input } }, context) => ({ skill: await updateSkill(context, skill, input) }),
  },
  { outputFields: (t) => ({ skill: t.expose('skill', { type: Skill, description: 'The skill as it is now.' }) }) },
)

builder.relayMutationField(
  'deleteSkill',
  { inputFields: (t) => ({ skill: t.field({ type: SkillReference, required: true, description: 'Which one.' }) }) },
  {
    nullable: true,
    description: 'Deletes a skill. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    resolve: async (_, { input: { skill } }, context) => ({ skill: await deleteSkill(context, skill) }),
  },
  { outputFields: (t) => ({ skill: t.expose('skill', { type: Skill, description: 'The skill as it was.' }) }) },
)
