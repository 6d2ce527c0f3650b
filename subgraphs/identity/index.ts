import { createAccessTokens } from '../../schema/access-tokens.ts'
import { buildSubgraph } from '../../schema/builder.ts'
import { openChangeFeed } from '../../schema/change-feed.ts'
import type { Subgraph } from '../../schema/subgraph.ts'
import './api-keys/api-key.ts'
import './api-keys/change-api-keys.ts'
import './callers/caller.ts'
import './callers/rights-changes.ts'
import './groups/change-groups.ts'
import './groups/group.ts'
import './groups/group-permissions.ts'
import './groups/members.ts'
import './login/browser-login.ts'
import './login/login.ts'
import './permissions/check-permissions.ts'
import './permissions/reference-fields.ts'
import './platform/configuration.ts'
import './platform/platform.ts'
import './platform/storage.ts'
import './users/change-users.ts'
import './users/user.ts'
import { builder, type Services } from './builder.ts'
import { RIGHTS_CHANNEL } from './callers/rights-triggers.ts'
import { createUsage } from './callers/usage.ts'
import { entities } from './entities.ts'
import { ensureDefaultGroups } from './groups/ensure-default-groups.ts'
import { startHousekeeping } from './housekeeping.ts'
import { createExternalIssuer } from './login/external-issuer.ts'
import { nameIssuerOfEarlierUsers } from './login/external-login.ts'
import { createLoginMail } from './login/login-mail.ts'
import { reportUnreadablePermissions } from './permissions/unreadable-permissions.ts'

/** Users, groups, permissions, logins, access tokens and API keys: who a caller is, and what they may do. */
export const identity: Subgraph<Services> = {
  name: 'identity',
  schema: buildSubgraph(builder),
  entities,
  migrations: new URL('./migrations/', import.meta.url),
  async start({ config, log, secretKey, listener }, database) {
    await ensureDefaultGroups(database, config.SUPERADMIN_EMAIL)
    await nameIssuerOfEarlierUsers(database, config)
    await reportUnreadablePermissions(database, log)
    const usage = createUsage(database, log)
    const rightsChanges = await openChangeFeed<true>(listener, RIGHTS_CHANNEL)
    const stopHousekeeping = startHousekeeping(database, config, log)
    return {
      services: {
        config,
        secretKey,
        accessTokens: await createAccessTokens(secretKey),
        sendCode: createLoginMail(config, log),
        externalIssuer: createExternalIssuer(config),
        usage,
        rightsChanges,
      },
      async stop() {
        rightsChanges.close()
        await stopHousekeeping()
        await usage.settled()
      },
    }
  },
}
