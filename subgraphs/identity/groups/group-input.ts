import { z } from 'zod'
import { text } from '../../../schema/inputs.ts'
import { builder } from '../builder.ts'

const name = z.string().min(1).max(255)

const ONLY_FOR_INFORMATION = 'For information only: it makes no user a member.'

export const GroupReference = builder.inputType('GroupReference', {
  description: 'Which group is meant: by its id, or by its name.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'Id of the group.' }),
    name: t.string({ description: 'Name of the group.' }),
    idOrName: t.string({
      inaccessible: true,
      description: 'Id or name of the group. What is written like an id is looked up as one first.',
    }),
  }),
})

export const GroupFilter = builder.inputType('GroupFilter', {
  description: 'Which groups are listed: those that meet all that is given.',
  fields: (t) => ({ search: t.string({ validate: text(0, 255), description: 'Part of the name or the description, in any case.' }) }),
})

type Fields = Parameters<Parameters<typeof builder.inputType>[1]['fields']>[0]

/** What of a group is set when it is made. */
export const newGroupFields = (t: Fields) => ({
  name: t.string({ required: true, validate: name, description: 'Unique.' }),
  description: t.string({ description: 'What it is for.' }),
  emailDomain: t.string({ validate: z.string().max(255), description: ONLY_FOR_INFORMATION }),
  externalGroupId: t.string({ validate: name, description: 'A group of the OpenID Connect issuer.' }),
})

/** What of a group can be changed. */
export const groupChangeFields = (t: Fields) => ({
  name: t.string({
    validate: name,
    description: 'The default groups keep theirs. Needs what the group grants: new users join the group of a certain name.',
  }),
  description: t.string({ description: 'What it is for.' }),
  emailDomain: t.string({ validate: z.string().max(255), description: ONLY_FOR_INFORMATION }),
  externalGroupId: t.string({
    validate: name,
    description: 'The caller must hold what the group grants, because this decides which users become members.',
  }),
})
