import { z } from 'zod'
import { description } from '../../schema/inputs.ts'
import { builder } from './builder.ts'
import { resealSecrets } from './reseal-secrets.ts'
import { deleteSecret, putSecret, rollbackSecret, updateSecret } from './save-secret.ts'
import { SecretType } from './secret.ts'
import { SECRET_NAME, SecretReference, SecretVisibility, secretName, secretValue } from './secret-input.ts'
import { warningsOf } from './warnings.ts'

const WARNINGS = 'What is saved and does not work as it may be meant, a sentence each.'

builder.relayMutationField(
  'putSecret',
  {
    description: 'A secret to make, or a new value of one.',
    inputFields: (t) => ({
      name: t.string({ required: true, validate: secretName, description: SECRET_NAME }),
      value: t.string({ required: true, validate: secretValue, description: 'What no answer of this API will hold.' }),
      description: t.string({ validate: description, description: 'What it is for.' }),
      visibility: t.field({
        type: SecretVisibility,
        defaultValue: 'shared',
        description: 'A shared one asks for `sinas.secrets.create:all`.',
      }),
    }),
  },
  {
    nullable: true,
    description:
      'Makes a secret of the caller. Where there is one of this name and visibility, it gets the value as a new version. Errors: FORBIDDEN, CONFLICT where it was changed at the same time.',
    authScopes: (_, { input: { name } }) => ({ can: `secrets/${name}.create` }),
    async resolve(_, { input }, context) {
      const secret = await putSecret(context, { ...input, visibility: input.visibility ?? 'shared' })
      return { secret, warnings: warningsOf(input.value) }
    },
  },
  {
    outputFields: (t) => ({
      secret: t.expose('secret', { type: SecretType, description: 'The secret as it is now.' }),
      warnings: t.exposeStringList('warnings', { description: WARNINGS }),
    }),
  },
)

builder.relayMutationField(
  'updateSecret',
  {
    description: 'What is to change. A field that is absent or null stays as it is.',
    inputFields: (t) => ({
      secret: t.field({ type: SecretReference, required: true, description: 'Which one.' }),
      value: t.string({ validate: secretValue, description: 'Its new value, which becomes a version.' }),
      description: t.string({ validate: description, description: 'What it is for.' }),
    }),
  },
  {
    nullable: true,
    description: 'Changes a secret. Runs that are under way keep the value that they began with. Errors: NOT_FOUND, FORBIDDEN, CONFLICT.',
    authScopes: { authenticated: true },
    async resolve(_, { input: { secret: reference, ...changes } }, context) {
      const secret = await updateSecret(context, reference, changes)
      return { secret, warnings: warningsOf(changes.value) }
    },
  },
  {
    outputFields: (t) => ({
      secret: t.expose('secret', { type: SecretType, description: 'The secret as it is now.' }),
      warnings: t.exposeStringList('warnings', { description: WARNINGS }),
    }),
  },
)

builder.relayMutationField(
  'rollbackSecret',
  {
    inputFields: (t) => ({
      secret: t.field({ type: SecretReference, required: true, description: 'Which one.' }),
      version: t.int({ required: true, validate: z.int().min(1), description: 'The version to go back to.' }),
    }),
  },
  {
    nullable: true,
    description: 'Gives a secret the value of an earlier version again, by a new version. Errors: NOT_FOUND, FORBIDDEN, CONFLICT.',
    authScopes: { authenticated: true },
    resolve: async (_, { input: { secret, version } }, context) => ({ secret: await rollbackSecret(context, secret, version) }),
  },
  { outputFields: (t) => ({ secret: t.expose('secret', { type: SecretType, description: 'The secret as it is now.' }) }) },
)

builder.relayMutationField(
  'deleteSecret',
  { inputFields: (t) => ({ secret: t.field({ type: SecretReference, required: true, description: 'Which one.' }) }) },
  {
    nullable: true,
    description: 'Deletes a secret with its versions. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    resolve: async (_, { input: { secret } }, context) => ({ secret: await deleteSecret(context, secret) }),
  },
  { outputFields: (t) => ({ secret: t.expose('secret', { type: SecretType, description: 'The secret as it was.' }) }) },
)

builder.relayMutationField(
  'resealSecrets',
  null,
  {
    description: 'Seals versions that were sealed with an older ENCRYPTION_KEY with the current one.',
    authScopes: { canAll: 'secrets.update' },
    resolve: async (_, __, { database, services }) => ({ resealed: await resealSecrets(database, services.sealer) }),
  },
  { outputFields: (t) => ({ resealed: t.exposeInt('resealed', { description: 'How many versions.' }) }) },
)
