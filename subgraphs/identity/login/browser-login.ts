import { builder } from '../builder.ts'
import { User } from '../users/user.ts'
import { closeBrowserSession, liveBrowserSessions, type OpenedBrowserSession, openBrowserSession } from './browser-session.ts'
import { admitByCode } from './login.ts'
import { limitNetwork } from './login-limits.ts'

const OpenedSession = builder.objectRef<OpenedBrowserSession>('OpenedBrowserSession').implement({
  inaccessible: true,
  description: 'A session of a browser that begins.',
  fields: (t) => ({
    token: t.exposeString('token', { description: 'For the cookie. It is told this once; only its hash is kept.' }),
    user: t.field({ type: User, description: 'The user who logged in.', resolve: ({ user }) => user }),
  }),
})

// For the gateway alone, which keeps the token from pages: they never see it.
builder.mutationFields((t) => ({
  openBrowserSession: t.field({
    type: OpenedSession,
    nullable: true,
    inaccessible: true,
    description: 'Logs in as `verifyOtp` does, with the same errors, for a session in a cookie.',
    args: {
      sessionId: t.arg({ type: 'ID', required: true, description: 'From `login`.' }),
      otpCode: t.arg.string({ required: true, description: 'The digits that were sent.' }),
    },
    resolve: async (_, { sessionId, otpCode }, context) => {
      const user = await admitByCode(context, sessionId, otpCode)
      return openBrowserSession(context, user.id)
    },
  }),
  closeBrowserSession: t.boolean({
    inaccessible: true,
    description: 'Ends a session at once and everywhere. Returns true, also where there is none. Errors: RATE_LIMITED.',
    args: { token: t.arg.string({ required: true, description: 'Of the cookie.' }) },
    resolve: async (_, { token }, context) => {
      await limitNetwork(context, 'token')
      await closeBrowserSession(context, token)
      return true
    },
  }),
}))

builder.queryField('liveBrowserSessions', (t) =>
  t.idList({
    inaccessible: true,
    description: 'Those of some sessions that are not over.',
    args: { ids: t.arg({ type: ['ID'], required: true, description: 'Of sessions.' }) },
    resolve: (_, { ids }, context) => liveBrowserSessions(context, ids),
  }),
)
