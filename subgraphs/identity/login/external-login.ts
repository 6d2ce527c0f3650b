import { SinasError } from '../../../schema/errors.ts'
import { builder, type IdentityContext } from '../builder.ts'
import { syncExternalGroups } from '../groups/external-groups.ts'
import { createUser, findUserByEmail, type KnownUser } from '../users/provision-user.ts'
import type { ExternalIdentity } from './external-issuer.ts'
import { UserSession } from './login.ts'
import { openUserSession } from './user-session.ts'

const BY_EXTERNAL_ID = 'select id, is_active as "isActive" from identity.users where external_id = $1'

// A user who is already somebody else at the issuer is left alone: addresses are given to new people.
const LINK = 'update identity.users set external_id = $2 where id = $1 and external_id is null returning id'

builder.mutationField('externalLogin', (t) =>
  t.field({
    type: UserSession,
    authScopes: { public: true },
    description:
      'Logs in with a token of the OpenID Connect issuer. The user is found by the issuer’s id of them, else by their e-mail address, else created; ' +
      'their memberships of groups with an `externalGroupId` become what the token says. ' +
      'Errors: UNAVAILABLE where external login is not configured or the issuer is away, INVALID_CREDENTIALS, REFUSED where users are not created.',
    args: { token: t.arg.string({ required: true, description: 'A signed JWT.' }) },
    resolve: async (_, { token }, context) => {
      const { externalIssuer } = context.services
      if (!externalIssuer)
        throw new SinasError('UNAVAILABLE', {
          what: 'External login',
          reason: 'it is not configured. An administrator sets EXTERNAL_AUTH_ENABLED, OIDC_ISSUER and OIDC_AUDIENCE',
        })
      const identity = await externalIssuer.verify(token)
      const user = await admit(context, identity)
      await syncExternalGroups(context, user.id, identity.groups)
      return openUserSession(context, user.id)
    },
  }),
)

async function admit(context: IdentityContext, identity: ExternalIdentity): Promise<KnownUser> {
  const user = await findUser(context, identity)
  if (!user.isActive) throw new SinasError('REFUSED', { reason: 'This user is not active' })
  return user
}

async function findUser({ database, services }: IdentityContext, { subject, email }: ExternalIdentity): Promise<KnownUser> {
  const [linked] = await database.query<KnownUser & Record<string, unknown>>(BY_EXTERNAL_ID, [subject])
  if (linked) return linked
  if (email === null) throw new SinasError('INVALID_CREDENTIALS')
  if (services.config.AUTO_PROVISION_USERS) {
    const created = await createUser(database, { email, externalId: subject })
    if (created) return created
  }
  const known = await findUserByEmail(database, email)
  if (!known) throw new SinasError('REFUSED', { reason: 'This address has no account here' })
  const [link] = await database.query(LINK, [known.id, subject])
  if (!link) throw new SinasError('INVALID_CREDENTIALS')
  return known
}
