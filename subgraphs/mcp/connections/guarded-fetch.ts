import { lookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, buildConnector, type RequestInit, type Response, fetch as undiciFetch } from 'undici'
import { SinasError } from '../../../schema/errors.ts'
import { isAllowedHost, isPublicAddress } from './addresses.ts'
import { limitedBody } from './limited-body.ts'

/** The same shape as the platform's `fetch`: what the MCP SDK asks for. */
type Fetch = typeof globalThis.fetch

const CONNECT_MS = 10_000

/** Every connection that is made on behalf of MCP servers, redirects and logins included, goes through one of these. */
export interface GuardedFetch {
  fetch: Fetch
  /** For what is no fetch: WebSockets. */
  connect: buildConnector.connector
  close(): Promise<void>
}

/**
 * A fetch that reaches the public internet only. The check stands where the socket is opened: the very addresses that DNS gave are
 * looked at, and one of them is connected to, so that a name can't mean one thing when it is checked and another when it is used.
 * @param allowed hosts that are reached wherever they are: MCP_ALLOWED_HOSTS
 */
export function createGuardedFetch(allowed: readonly string[]): GuardedFetch {
  const open = buildConnector({ timeout: CONNECT_MS })
  const checked = buildConnector({ timeout: CONNECT_MS, lookup: publicLookup })
  const connect: buildConnector.connector = (options, callback) => {
    const { hostname, protocol } = options
    const port = options.port || (protocol === 'https:' ? '443' : '80')
    if (isAllowedHost(allowed, hostname, port)) return open(options, callback)
    const address = hostname.replace(/^\[|\]$/g, '')
    // An address in the URL is connected to without a lookup.
    if (isIP(address) && !isPublicAddress(address)) return callback(refusal(hostname), null)
    return checked(options, callback)
  }
  const dispatcher = new Agent({
    connect,
    // A stream of notifications is silent for as long as there are none; calls have timeouts of their own.
    bodyTimeout: 0,
    headersTimeout: 0,
  })
  return {
    async fetch(input, init) {
      const response = await undiciFetch(input as string | URL, { ...(init as RequestInit), dispatcher }).catch((error: unknown) => {
        throw causeOf(error)
      })
      return limitedBody(response as Response, init?.method ?? 'GET') as unknown as globalThis.Response
    },
    connect,
    close: () => dispatcher.destroy(),
  }
}

const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 0)
    // One private address among public ones is a trick, not a mistake.
    if (addresses.length === 0 || addresses.some(({ address }) => !isPublicAddress(address)))
      return callback(refusal(hostname) as Error, '', 0)
    if (options.all) return callback(null, addresses)
    callback(null, addresses[0]!.address, addresses[0]!.family)
  })
}

const refusal = (hostname: string) =>
  new SinasError('REFUSED', {
    reason: `${hostname} is not a public address. An administrator can allow it with MCP_ALLOWED_HOSTS.`,
  })

/** `fetch failed` says nothing: what it wraps does. */
function causeOf(error: unknown): unknown {
  const { cause } = error as { cause?: unknown }
  return cause instanceof Error && !(error instanceof DOMException) ? cause : error
}
