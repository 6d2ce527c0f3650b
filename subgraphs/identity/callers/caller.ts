import type { Caller } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import { builder, type IdentityContext } from '../builder.ts'
import { hashSecret } from '../secret.ts'
import { findCallerByKeyHash, findCallerByKeyId, findCallerByUser, type KeyCaller } from './find-caller.ts'

builder.queryFields((t) => ({
  authenticate: t.field({
    type: 'JSON',
    nullable: true,
    inaccessible: true,
    description: 'The caller to whom a credential belongs, with their permissions as they are now. Null says only that it does not hold.',
    args: { credential: t.arg.string({ required: true, description: 'An access token or an API key.' }) },
    resolve: (_, { credential }, context) => authenticate(context, credential),
  }),
  callerById: t.field({
    type: 'JSON',
    nullable: true,
    inaccessible: true,
    description: 'A user as a caller, for what runs on their behalf; null where they are gone or not active.',
    args: { userId: t.arg({ type: 'UUID', required: true, description: 'Of the user.' }) },
    resolve: (_, { userId }, { database }) => findCallerByUser(database, userId),
  }),
}))

builder.mutationField('mintAccessToken', (t) =>
  t.string({
    inaccessible: true,
    description: 'An access token for a run on a user’s behalf. Errors: NOT_FOUND.',
    args: {
      userId: t.arg({ type: 'UUID', required: true, description: 'On whose behalf.' }),
      minutes: t.arg.int({ required: true, description: 'How long it is good.' }),
      apiKeyId: t.arg({
        type: 'UUID',
        description: 'The key with which the run was started: the token may do no more than the key, and ends with it.',
      }),
    },
    resolve: async (_, { userId, minutes, apiKeyId }, { database, services }) => {
      const [user] = await database.query<{ id: string; email: string }>(
        'select id, email from identity.users where id = $1 and is_active',
        [userId],
      )
      if (!user) throw new SinasError('NOT_FOUND', { what: 'User' })
      return services.accessTokens.sign(user, minutes, apiKeyId ?? undefined)
    },
  }),
)

/** Runs on every request: one verification that is often remembered, and one statement. */
async function authenticate({ database, services }: IdentityContext, credential: string): Promise<Caller | null> {
  // Keys have no dots and tokens have two.
  if (!credential.includes('.')) {
    const found = await findCallerByKeyHash(database, hashSecret(credential))
    if (found?.useIsNews) services.keyUsage.record(found.apiKeyId)
    return found?.caller ?? null
  }
  const subject = await services.accessTokens.verify(credential)
  if (!subject) return null
  if (!subject.apiKeyId) return findCallerByUser(database, subject.userId)
  const found: KeyCaller | null = await findCallerByKeyId(database, subject.apiKeyId)
  return found?.caller.userId === subject.userId ? found.caller : null
}
