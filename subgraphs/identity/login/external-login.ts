import type { Config } from '../../../schema/config.ts'
import type { Database } from '../../../schema/database.ts'
import { SinasError } from '../../../schema/errors.ts'
import { builder, type IdentityContext } from '../builder.ts'
import { syncExternalGroups } from '../groups/external-groups.ts'
import { createUser, findUserByEmail, type KnownUser } from '../users/provision-user.ts'
import type { ExternalIdentity } from './external-issuer.ts'
import { UserSession } from './login.ts'
import { limitNetwork } from './login-limits.ts'
import { openUserSession } from './user-session.ts'

// Ids of an issuer are its own: another one may give them to others.
const BY_EXTERNAL_ID = 'select id, is_active as "isActive" from identity.users where external_issuer = $1 and external_id = $2'

// A user who has another id at the issuer is not linked: e-mail addresses are given to new people.
const LINK = `
  update identity.users set external_issuer = $2, external_id = $3
   where id = $1 and (external_id is null or external_issuer <> $2) returning id`

const NAME_ISSUER = 'update identity.users set external_issuer = $1 where external_id is not null and external_issuer is null'

/** Users of a version that had one issuer for ever are those of the one that is configured. */
export async function nameIssuerOfEarlierUsers(database: Database, { OIDC_ISSUER }: Config): Promise<void> {
  if (OIDC_ISSUER) await database.query(NAME_ISSUER, [OIDC_ISSUER])
}

builder.relayMutationField(
  'externalLogin',
  { inputFields: (t) => ({ token: t.string({ required: true, description: 'A signed JWT.' }) }) },
  {
    nullable: true,
    authScopes: { public: true },
    description:
      'Logs in with a token of the OpenID Connect issuer. The user is found by the issuer’s id of them, else by their e-mail address where the token says that the issuer has verified it, else created; ' +
      'their memberships of groups with an `externalGroupId` become what the token says. ' +
      'Errors: UNAVAILABLE where external login is not configured or the issuer is away, INVALID_CREDENTIALS, REFUSED where users are not created, RATE_LIMITED.',
    resolve: async (_, { input: { token } }, context) => {
      const { externalIssuer } = context.services
      if (!externalIssuer)
        throw new SinasError('UNAVAILABLE', {
          what: 'External login',
          reason: 'it is not configured. An administrator sets EXTERNAL_AUTH_ENABLED, OIDC_ISSUER and OIDC_AUDIENCE',
        })
      await limitNetwork(context, 'token')
      const identity = await externalIssuer.verify(token)
      const user = await admit(context, identity)
      await syncExternalGroups(context, user.id, identity.groups)
      return { session: await openUserSession(context, user.id) }
    },
  },
  {
    outputFields: (t) => ({
      session: t.field({ type: UserSession, description: 'The session that begins.', resolve: ({ session }) => session }),
    }),
  },
)

async function admit(context: IdentityContext, identity: ExternalIdentity): Promise<KnownUser> {
  const user = await findUser(context, identity)
  if (!user.isActive) throw new SinasError('REFUSED', { reason: 'This user is not active' })
  return user
}

async function findUser({ database, services, log }: IdentityContext, external: ExternalIdentity): Promise<KnownUser> {
  const { issuer, subject, email } = external
  const [linked] = await database.query<KnownUser & Record<string, unknown>>(BY_EXTERNAL_ID, [issuer, subject])
  if (linked) return linked
  if (email === null) {
    log.warn({ issuer, subject }, 'an external login was refused: the issuer’s token has no verified e-mail address')
    throw new SinasError('INVALID_CREDENTIALS')
  }
  if (services.config.AUTO_PROVISION_USERS) {
    const created = await createUser(database, { email, external })
    if (created) return created
  }
  const known = await findUserByEmail(database, email)
  if (!known) throw new SinasError('REFUSED', { reason: 'This address has no account here' })
  const [link] = await database.query(LINK, [known.id, issuer, subject])
  if (!link) throw new SinasError('INVALID_CREDENTIALS')
  return known
}
