import { auth } from '@modelcontextprotocol/sdk/client/auth.js'
import { SinasError } from '../../../schema/errors.ts'
import { builder } from '../builder.ts'
import { hashOfState } from '../connections/oauth.ts'
import { reasonOf } from '../connections/reason.ts'
import { McpServerEntity } from './server.entity.ts'

/** Milliseconds that a login server may take to answer. */
const LOGIN_MS = 10_000

builder.relayMutationField(
  'completeMcpLogin',
  {
    inputFields: (t) => ({
      state: t.string({ required: true, description: 'As it was sent along.' }),
      code: t.string({ description: 'What the login server gave.' }),
      error: t.string({ description: 'What it gave in place of a code.' }),
    }),
  },
  {
    description:
      'Where a browser comes back to from the login that an MCP server asked for. The `state` proves that the login was begun here, and works once. Errors: BAD_REQUEST, UNAVAILABLE.',
    authScopes: { public: true },
    async resolve(_, { input: { state, code, error } }, { em, database, services, log }) {
      const row = await em.findOne(McpServerEntity, { authorizationState: hashOfState(state) })
      if (!row?.url) throw new SinasError('BAD_REQUEST', { reason: 'This login is unknown or already finished: begin it again' })
      const taken = await database.query(
        'update mcp.servers set authorization_state = null, authorization_url = null where id = $1 and authorization_state = $2 returning id',
        [row.id, row.authorizationState],
      )
      const provider = services.connections.loginOf(row)
      if (taken.length === 0 || !provider) throw new SinasError('BAD_REQUEST', { reason: 'This login is already finished: begin it again' })
      if (!code) throw new SinasError('BAD_REQUEST', { reason: `The login failed: ${error ?? 'there is no code'}` })
      try {
        const { fetch } = services.connections.guard
        const fetchFn: typeof fetch = (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(LOGIN_MS) })
        await auth(provider, { serverUrl: row.url, authorizationCode: code, fetchFn })
      } catch (cause) {
        log.warn({ err: cause, server: row.name }, 'a login at an MCP server failed')
        throw new SinasError('UNAVAILABLE', { what: 'The login server', reason: reasonOf(cause) }, cause)
      }
      await services.connections.connect(row)
      return { serverName: row.name }
    },
  },
  { outputFields: (t) => ({ serverName: t.exposeString('serverName', { description: 'Name of the server that let the platform in.' }) }) },
)
