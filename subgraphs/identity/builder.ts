import type { AccessTokens } from '../../schema/access-tokens.ts'
import { createBuilder } from '../../schema/builder.ts'
import type { ChangeFeed } from '../../schema/change-feed.ts'
import type { Config } from '../../schema/config.ts'
import { pageArguments } from '../../schema/connections/fields.ts'
import type { Page } from '../../schema/connections/page.ts'
import type { Context } from '../../schema/context.ts'
import type { Usage } from './callers/usage.ts'
import type { ExternalIssuer } from './login/external-issuer.ts'
import type { SendCode } from './login/login-mail.ts'

/** What the resolvers of this subgraph work with. */
export interface Services {
  config: Config
  /** Keys the hash of login codes. */
  secretKey: string
  accessTokens: AccessTokens
  sendCode: SendCode
  /** Null where external login is not configured. */
  externalIssuer: ExternalIssuer | null
  usage: Usage
  /** What PostgreSQL says where rights change, whoever changes them. */
  rightsChanges: ChangeFeed<true>
}

export type IdentityContext = Context<Services>

export const builder = createBuilder<Services>()

/** The arguments of every connection. */
export const page = pageArguments(builder)

/** A page whose rows are named by their ids, to be loaded as the caller may see them. */
export const idsOf = <Row>({ edges, ...rest }: Page<Row>, idOf: (row: Row) => string): Page<string> => ({
  ...rest,
  edges: edges.map(({ cursor, node }) => ({ cursor, node: idOf(node) })),
})

builder.scalarType('Caller', {
  inaccessible: true,
  description: 'A caller with their current permissions: `Caller` of schema/caller.ts.',
  serialize: (caller) => caller,
})
