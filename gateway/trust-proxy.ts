import type { TrustedProxies } from '../schema/trusted-proxies.ts'

/**
 * What Fastify takes for TRUST_PROXY. By a number of hops Fastify itself believes no proxy, since a client that comes past the proxies
 * could name any address. The operator, who gives the number, closes that way.
 */
export function trustProxy(proxies: TrustedProxies | undefined): false | string[] | ((address: string, hop: number) => boolean) {
  return typeof proxies === 'number' ? (_address, hop) => hop < proxies : (proxies ?? false)
}
