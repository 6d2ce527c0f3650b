import { z } from 'zod'
import { builder } from '../builder.ts'

const short = z.string().min(1).max(255)

export const GroupInput = builder.inputType('GroupInput', {
  description: 'A group to create.',
  fields: (t) => ({
    name: t.string({ required: true, validate: short, description: 'Unique.' }),
    description: t.string({ description: 'What it is for.' }),
    emailDomain: t.string({ validate: z.string().max(255), description: 'For information only: it makes no user a member.' }),
    externalGroupId: t.string({ validate: short, description: 'A group of the OpenID Connect issuer.' }),
  }),
})

export const GroupChanges = builder.inputType('GroupChanges', {
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
