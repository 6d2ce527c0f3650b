import { SinasError } from '../../../schema/errors.ts'
import { builder, type IdentityContext } from '../builder.ts'
import { emailAddress } from '../email.ts'
import { createUser, findUserByEmail, type KnownUser } from '../users/provision-user.ts'
import { User } from '../users/user.ts'
import { limitAddress, limitNetwork } from './login-limits.ts'
import { openOtpSession, useOtpSession } from './otp.ts'
import { type AccessGrant, closeUserSession, openUserSession, renewAccess, type UserSession as Session } from './user-session.ts'

const AccessToken = builder.objectRef<AccessGrant>('RenewedAccess').implement({
  description: 'A new access token, and the refresh token for the next one.',
  fields: (t) => ({
    accessToken: t.exposeString('accessToken', { description: 'A JWT for `Authorization: Bearer`.' }),
    refreshToken: t.exposeString('refreshToken', {
      description: 'Takes the place of the one that was used: keep this one. To use an earlier one again ends the session.',
    }),
    tokenType: t.string({ description: 'Always `bearer`.', resolve: () => 'bearer' }),
    expiresIn: t.exposeInt('expiresIn', { description: 'Seconds until the access token expires.' }),
  }),
})

export const UserSession = builder.objectRef<Session>('UserSession').implement({
  description: 'The tokens of a logged-in user.',
  fields: (t) => ({
    accessToken: t.exposeString('accessToken', { description: 'A JWT for `Authorization: Bearer`.' }),
    refreshToken: t.exposeString('refreshToken', {
      description:
        'Renews the access token once; the answer has the next one. So it goes on until the session expires or is ended by `logout`.',
    }),
    tokenType: t.string({ description: 'Always `bearer`.', resolve: () => 'bearer' }),
    expiresIn: t.exposeInt('expiresIn', { description: 'Seconds until the access token expires.' }),
    user: t.field({ type: User, description: 'The user who logged in.', resolve: (session) => session.user }),
  }),
})

const refreshToken = { required: true, description: 'From `verifyOtp`, `externalLogin` or the last `refreshAccessToken`.' } as const

builder.relayMutationField(
  'login',
  { inputFields: (t) => ({ email: t.string({ required: true, validate: emailAddress, description: 'Where to send the code.' }) }) },
  {
    nullable: true,
    authScopes: { public: true },
    description:
      'Sends a login code to an e-mail address; what others ask for that address does not void it. An address that gets many mails is sent no ' +
      'further one while the last code holds, which is then good for this login too. ' +
      'The answer is the same whether the address is known or not. Errors: RATE_LIMITED, UNAVAILABLE when the mail can’t be sent.',
    resolve: async (_, { input: { email } }, context) => {
      await limitNetwork(context, 'login')
      await limitAddress(context, email)
      return { sessionId: await openOtpSession(context, email) }
    },
  },
  {
    description: 'A login that waits for its code.',
    outputFields: (t) => ({
      message: t.string({
        description: 'What to do next, for a person.',
        resolve: () => 'A login code was sent to your e-mail address. Where no new one comes, the last that came is good',
      }),
      sessionId: t.expose('sessionId', { type: 'ID', description: 'Goes back with the code.' }),
    }),
  },
)

builder.relayMutationField(
  'verifyOtp',
  {
    inputFields: (t) => ({
      sessionId: t.field({ type: 'ID', required: true, description: 'From `login`.' }),
      otpCode: t.string({
        required: true,
        description: 'The digits that were sent: six, or twelve where many codes of the address were not used.',
      }),
    }),
  },
  {
    nullable: true,
    authScopes: { public: true },
    description:
      'Logs in with the code of a login session. A code is good once, and void after some wrong tries. A user who logs in for the first time is created. ' +
      'Errors: BAD_REQUEST for a wrong or expired code, REFUSED where the address has no active user and may not get one, RATE_LIMITED.',
    resolve: async (_, { input: { sessionId, otpCode } }, context) => {
      const user = await admitByCode(context, sessionId, otpCode)
      return { session: await openUserSession(context, user.id) }
    },
  },
  {
    outputFields: (t) => ({
      session: t.field({ type: UserSession, description: 'The session that begins.', resolve: ({ session }) => session }),
    }),
  },
)

builder.relayMutationField(
  'refreshAccessToken',
  { inputFields: (t) => ({ refreshToken: t.string(refreshToken) }) },
  {
    nullable: true,
    authScopes: { public: true },
    description:
      'A new access token and a new refresh token for a refresh token, which is good once. A token that is used again half a minute later or ' +
      'more was stolen, or its thief used it first: the session is ended. Errors: INVALID_CREDENTIALS, RATE_LIMITED.',
    resolve: async (_, { input }, context) => {
      await limitNetwork(context, 'token')
      return { token: await renewAccess(context, input.refreshToken) }
    },
  },
  {
    outputFields: (t) => ({
      token: t.field({
        type: AccessToken,
        description: 'The new access token, with the next refresh token.',
        resolve: ({ token }) => token,
      }),
    }),
  },
)

builder.relayMutationField(
  'logout',
  { inputFields: (t) => ({ refreshToken: t.string(refreshToken) }) },
  {
    nullable: true,
    authScopes: { public: true },
    description:
      'Ends a session by its refresh token. Access tokens live on until they expire. Errors: NOT_FOUND for an unknown token, RATE_LIMITED.',
    resolve: async (_, { input }, context) => {
      await limitNetwork(context, 'token')
      return { userId: await closeUserSession(context, input.refreshToken) }
    },
  },
  {
    outputFields: (t) => ({
      user: t.field({ type: User, description: 'The user whose session it was.', resolve: ({ userId }) => userId }),
    }),
  },
)

/**
 * The user who has the code of a login session.
 * @throws SinasError BAD_REQUEST, REFUSED, RATE_LIMITED
 */
export async function admitByCode(context: IdentityContext, sessionId: string, otpCode: string): Promise<KnownUser> {
  await limitNetwork(context, 'otp')
  return admit(context, await useOtpSession(context, sessionId, otpCode))
}

/**
 * The user behind an address that was proven; a new one where they may be created. Only now is an unknown address refused:
 * `login` must not tell a stranger which addresses have an account.
 */
async function admit(context: IdentityContext, email: string): Promise<KnownUser> {
  const user = (await findUserByEmail(context.database, email)) ?? (await provision(context, email))
  if (!user?.isActive) throw new SinasError('REFUSED', { reason: 'This address has no active account here' })
  return user
}

async function provision({ database, services }: IdentityContext, email: string): Promise<KnownUser | null> {
  const { AUTO_PROVISION_USERS, DEFAULT_GROUP_NAME } = services.config
  if (!AUTO_PROVISION_USERS) return null
  // None is created where another login of the same user was quicker.
  return (await createUser(database, { email, group: DEFAULT_GROUP_NAME })) ?? findUserByEmail(database, email)
}
