import type { TrustedProxies } from '../schema/trusted-proxies.ts'

/**
 * What Fastify takes for TRUST_PROXY. By a number of hops it believes nobody, since a client that comes past the proxies could name any
 * address: to close that way is for the operator, who says so by the number.
 */
export function trustProxy(proxies: TrustedProxies | undefined): false | string[] | ((address: string, hop: number) => boolean) {
  return typeof proxies === 'number' ? (_address, hop) => hop < proxies : (proxies ?? false)
}
