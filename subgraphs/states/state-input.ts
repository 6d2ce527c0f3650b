import { z } from 'zod'
import { upperCase } from '../../schema/enum-words.ts'
import { list, text } from '../../schema/inputs.ts'
import { isUuid } from '../../schema/scalars.ts'
import { builder } from './builder.ts'

export const StateVisibility = builder.enumType('StateVisibility', {
  description: 'Which users see a state.',
  values: upperCase({
    private: { description: 'Its owner.' },
    group: { description: 'The active members of its group.' },
    public: { description: 'All users who may read states.' },
    shared: { description: 'The older word for `group`.', deprecationReason: 'Means `group`.' },
  }),
})

export const STORE =
  'Where clients keep states in stores: the store’s name. `namespace` is then the store’s, and the states are those of the namespace `namespace/store`.'

export const tags = list(text(1, 255), 100)

const StateName = builder.inputType('StateName', {
  description: 'How a state is named.',
  fields: (t) => ({
    namespace: t.string({
      required: true,
      validate: text(1, 100),
      description: 'Namespace of the state; where `store` is given, of the store.',
    }),
    store: t.string({ validate: text(0, 100), description: STORE }),
    key: t.string({ required: true, validate: text(1, 255), description: 'Key of the state.' }),
  }),
})

export const StateReference = builder.inputType('StateReference', {
  description: 'Which state is meant: by its id, or by its name as the caller sees it.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'Id of the state.' }),
    name: t.field({ type: StateName, description: 'Namespace and key: the caller’s own state, or else one that is shared with them.' }),
  }),
})

export const StateFilter = builder.inputType('StateFilter', {
  description: 'Which states are listed: those that meet all that is given.',
  fields: (t) => ({
    namespace: t.string({ validate: text(1, 100), description: 'Those of this namespace.' }),
    store: t.string({ validate: text(0, 100), description: STORE }),
    visibility: t.field({ type: StateVisibility, description: 'Those that are seen by these.' }),
    tags: t.stringList({ validate: tags, description: 'Those that have all of these tags.' }),
    search: t.string({ validate: text(0, 255), description: 'Part of the key or the description, in any case.' }),
    owner: t.string({
      validate: z
        .string()
        .refine((owner) => owner === 'me' || owner === 'all' || isUuid(owner), 'owner should be `me`, `all` or a user’s id'),
      description: '`me`, `all` or a user’s id.',
    }),
    offered: t.boolean({
      defaultValue: false,
      description: 'Those of the caller, those shared with their groups, and public ones, also where they may read every state.',
    }),
  }),
})
