import type { Actor, Caller } from '../../../schema/caller.ts'
import { builder, type IdentityContext } from '../builder.ts'
import { hashSecret } from '../secret.ts'
import { findCallerByActor, findCallerByKeyHash, findParties } from './find-caller.ts'

const ActorInput = builder.inputType('ActorInput', {
  inaccessible: true,
  description: 'A user, and the API key through which they acted.',
  fields: (t) => ({
    userId: t.field({ type: 'ID', required: true, description: 'Of the user.' }),
    apiKeyId: t.field({ type: 'ID', description: 'Of the API key, where one was used.' }),
  }),
})

builder.queryFields((t) => ({
  authenticate: t.field({
    type: 'Caller',
    nullable: true,
    inaccessible: true,
    description: 'The caller to whom a credential belongs, with their current permissions. Null where the credential is not valid.',
    args: { credential: t.arg.string({ required: true, description: 'An access token or an API key.' }) },
    resolve: (_, { credential }, context) => authenticate(context, credential),
  }),
  callerById: t.field({
    type: 'Caller',
    nullable: true,
    inaccessible: true,
    description:
      'A user as a caller, for what runs on their behalf: with the current permissions of the user and of all users who shaped the run. Null where the user or their key is gone or not active.',
    args: {
      userId: t.arg({ type: 'ID', required: true, description: 'Of the user.' }),
      apiKeyId: t.arg({ type: 'ID', description: 'The API key with which the run was started: it may do no more than the key.' }),
      shapers: t.arg({ type: [ActorInput], description: 'The other users who shaped the run.' }),
    },
    resolve: (_, { userId, apiKeyId, shapers }, { database }) =>
      findCaller(database, toActor({ userId, apiKeyId }), (shapers ?? []).map(toActor)),
  }),
}))

const toActor = ({ userId, apiKeyId = null }: { userId: string; apiKeyId?: string | null | undefined }): Actor => ({ userId, apiKeyId })

/** Runs on every request: one verification, which is often cached, and one statement; a second statement where others shaped the run. */
async function authenticate({ database, services }: IdentityContext, credential: string): Promise<Caller | null> {
  // Keys have no dots and tokens have two.
  if (!credential.includes('.')) {
    const found = await findCallerByKeyHash(database, hashSecret(credential))
    if (found?.useIsNews) services.keyUsage.record(found.apiKeyId)
    return found?.caller ?? null
  }
  const subject = await services.accessTokens.verify(credential)
  if (!subject) return null
  const caller = await findCaller(database, subject, subject.shapers)
  return caller && subject.executionId ? { ...caller, executionId: subject.executionId } : caller
}

async function findCaller(database: IdentityContext['database'], user: Actor, shapers: readonly Actor[]): Promise<Caller | null> {
  const [caller, parties] = await Promise.all([findCallerByActor(database, user), findParties(database, shapers)])
  return caller && parties.length > 0 ? { ...caller, shapers: parties } : caller
}
