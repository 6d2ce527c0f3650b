import { z } from 'zod'
import { description, list, text } from '../../schema/inputs.ts'
import { builder } from './builder.ts'

export const StateVisibility = builder.enumType('StateVisibility', {
  description: 'Which users see a state.',
  values: {
    private: { value: 'private', description: 'Its owner.' },
    group: { value: 'group', description: 'The active members of its group.' },
    public: { value: 'public', description: 'All users who may read states.' },
    shared: { value: 'shared', description: 'The older word for `group`.', deprecationReason: 'Means `group`.' },
  } as const,
})

export const STORE =
  'Where clients keep states in stores: the store’s name. `namespace` is then the store’s, and the states are those of the namespace `namespace/store`.'

export const tags = list(text(1, 255), 100)

export const CreateStateInput = builder.inputType('CreateStateInput', {
  description: 'A state to keep.',
  fields: (t) => ({
    namespace: t.string({ required: true, validate: text(1, 100), description: 'What groups it with others.' }),
    store: t.string({ validate: text(0, 100), description: STORE }),
    key: t.string({ required: true, validate: text(1, 255), description: 'Its name, unique among the caller’s states of the namespace.' }),
    value: t.field({ type: 'JSON', required: true, description: 'Any JSON value.' }),
    visibility: t.field({
      type: StateVisibility,
      defaultValue: 'private',
      description: 'Sharing takes the permission `sinas.states.create:group`, making public `sinas.states.create:all`.',
    }),
    groupId: t.field({ type: 'UUID', description: 'Required where `visibility` is `group`: a group of the caller.' }),
    description: t.string({ validate: description, description: 'What it is about: found by search, and shown to agents.' }),
    tags: t.stringList({ validate: tags, defaultValue: [], description: 'Words to find it by.' }),
    relevanceScore: t.float({
      validate: z.number().min(0).max(1),
      defaultValue: 1,
      description: 'From 0 to 1: lists and agents take the highest first.',
    }),
    encrypted: t.boolean({ defaultValue: false, description: 'Encrypt the value at rest. Search and lists do not look at values anyway.' }),
    expiresAt: t.field({ type: 'DateTime', description: 'From then on it is not there. Absent: never.' }),
  }),
})

export const UpdateStateInput = builder.inputType('UpdateStateInput', {
  description: 'What is to change. A field that is absent or null stays as it is.',
  fields: (t) => ({
    value: t.field({ type: 'JSON', description: 'The new value, in place of all of the old one.' }),
    visibility: t.field({ type: StateVisibility, description: 'For the owner to change.' }),
    groupId: t.field({ type: 'UUID', description: 'Required where `visibility` becomes `group`: a group of the caller.' }),
    description: t.string({ validate: description, description: 'What it is about.' }),
    tags: t.stringList({ validate: tags, description: 'In place of all of the old ones.' }),
    relevanceScore: t.float({ validate: z.number().min(0).max(1), description: 'From 0 to 1: lists and agents take the highest first.' }),
    encrypted: t.boolean({ description: 'Encrypt the value at rest, or no longer.' }),
    expiresAt: t.field({ type: 'DateTime', description: 'From then on it is not there.' }),
  }),
})
