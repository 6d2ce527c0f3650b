import { builder } from './builder.ts'
import { type HandedOut, handOutSecrets } from './hand-out-secrets.ts'
import { SecretUser } from './secret-use.ts'

const HandedOutSecret = builder.objectRef<HandedOut>('HandedOutSecret').implement({
  inaccessible: true,
  description: 'A secret for the platform itself to use.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name.' }),
    value: t.exposeString('value', { nullable: true, description: 'Its value; null where it may not be used.' }),
    fault: t.exposeString('fault', { nullable: true, description: 'Why it may not be used.' }),
  }),
})

builder.queryField('handedOutSecrets', (t) =>
  t.field({
    type: [HandedOutSecret],
    inaccessible: true,
    description: 'The values of secrets, as the caller and all who shaped the run may use them. What is handed out is recorded.',
    authScopes: { authenticated: true },
    args: {
      names: t.arg.stringList({ required: true, description: 'Which ones.' }),
      usedBy: t.arg({ type: SecretUser, required: true, description: 'To what they are handed out.' }),
      usedByName: t.arg.string({ required: true, description: 'Its name.' }),
      executionId: t.arg({ type: 'ID', description: 'The run of a function.' }),
    },
    resolve: (_, { names, ...purpose }, context) => handOutSecrets(context, names, purpose),
  }),
)
