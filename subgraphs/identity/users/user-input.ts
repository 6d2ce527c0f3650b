import { text } from '../../../schema/inputs.ts'
import { builder } from '../builder.ts'
import { emailAddress } from '../email.ts'

export const UserReference = builder.inputType('UserReference', {
  description: 'Which user is meant: by their id, or by their e-mail address.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'Id of the user.' }),
    email: t.string({
      validate: emailAddress,
      description:
        'The user’s e-mail address, for themselves and for holders of `sinas.users.read:all` or `sinas.groups.manage_members:all`.',
    }),
  }),
})

export const UserFilter = builder.inputType('UserFilter', {
  description: 'Which users are listed: those that meet all that is given.',
  fields: (t) => ({
    search: t.string({ validate: text(0, 255), description: 'Part of the e-mail address, in any case.' }),
    isActive: t.boolean({ description: 'Those who can log in, or those who can’t.' }),
  }),
})
