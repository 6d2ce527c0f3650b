import type { Actor } from '../../../schema/caller.ts'
import { builder, type IdentityContext } from '../builder.ts'
import { hashSecret } from '../secret.ts'
import {
  type Authentication as AuthenticationRow,
  findCallerByActor,
  findCallerByKeyHash,
  findCallerBySession,
  findParties,
  least,
} from './find-caller.ts'

const ActorInput = builder.inputType('ActorInput', {
  inaccessible: true,
  description: 'A user, and the API key through which they acted.',
  fields: (t) => ({
    userId: t.field({ type: 'ID', required: true, description: 'Of the user.' }),
    apiKeyId: t.field({ type: 'ID', description: 'Of the API key, where one was used.' }),
  }),
})

const Authentication = builder.objectRef<AuthenticationRow>('Authentication').implement({
  inaccessible: true,
  description: 'A caller who was found by a credential.',
  fields: (t) => ({
    caller: t.field({ type: 'Caller', description: 'With their current permissions.', resolve: ({ caller }) => caller }),
    validForMs: t.exposeFloat('validForMs', {
      nullable: true,
      description: 'Milliseconds until the credential, or an API key that shaped its run, expires. Null: never.',
    }),
    sessionId: t.id({
      nullable: true,
      description: 'Of the browser’s session, where that is the credential.',
      resolve: ({ sessionId }) => sessionId,
    }),
  }),
})

builder.queryFields((t) => ({
  authenticate: t.field({
    type: Authentication,
    nullable: true,
    inaccessible: true,
    description: 'The caller to whom a credential belongs, with their current permissions. Null where the credential is not valid.',
    args: { credential: t.arg.string({ required: true, description: 'An access token or an API key.' }) },
    resolve: (_, { credential }, context) => authenticate(context, credential),
  }),
  authenticateSession: t.field({
    type: Authentication,
    nullable: true,
    inaccessible: true,
    description: 'The same for the token of a browser’s session, which is good in its cookie alone.',
    args: { token: t.arg.string({ required: true, description: 'Of the cookie.' }) },
    resolve: (_, { token }, context) => authenticateSession(context, token),
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
    resolve: async (_, { userId, apiKeyId, shapers }, { database }) =>
      (await findCaller(database, toActor({ userId, apiKeyId }), (shapers ?? []).map(toActor)))?.caller ?? null,
  }),
}))

const toActor = ({ userId, apiKeyId = null }: { userId: string; apiKeyId?: string | null | undefined }): Actor => ({ userId, apiKeyId })

/** One verification, which is often cached, and one statement; a second statement where others shaped the run. */
async function authenticate({ database, services }: IdentityContext, credential: string): Promise<AuthenticationRow | null> {
  // Keys have no dots and tokens have two.
  if (!credential.includes('.')) {
    const found = await findCallerByKeyHash(database, hashSecret(credential))
    if (found?.useIsNews) services.usage.record('key', found.apiKeyId)
    return found
  }
  const subject = await services.accessTokens.verify(credential)
  if (!subject) return null
  const found = await findCaller(database, subject, subject.shapers)
  if (!found) return null
  const { executionId, expiresAtMs } = subject
  const caller = executionId ? { ...found.caller, executionId } : found.caller
  return { caller, validForMs: least(found.validForMs, expiresAtMs - Date.now()) }
}

async function authenticateSession({ database, services }: IdentityContext, token: string): Promise<AuthenticationRow | null> {
  const found = await findCallerBySession(database, hashSecret(token), services.config.REFRESH_TOKEN_EXPIRE_DAYS)
  if (found?.useIsNews) services.usage.record('session', found.sessionId)
  return found
}

async function findCaller(
  database: IdentityContext['database'],
  user: Actor,
  shapers: readonly Actor[],
): Promise<AuthenticationRow | null> {
  const [found, { parties, validForMs }] = await Promise.all([findCallerByActor(database, user), findParties(database, shapers)])
  if (!found || parties.length === 0) return found
  return { caller: { ...found.caller, shapers: parties }, validForMs: least(found.validForMs, validForMs) }
}
