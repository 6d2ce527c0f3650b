import { isIPv6 } from 'node:net'

/**
 * Whose address it is, for counting: an IPv6 client has a whole /64 network to itself, and could send each request from another address.
 * @returns the address for IPv4, the /64 for IPv6, `unknown` where there is none
 */
export function clientNetwork(ip: string | undefined): string {
  if (!ip) return 'unknown'
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip) ?? []
  if (mapped || !isIPv6(ip)) return mapped ?? ip
  const [head = '', tail] = ip.split('%')[0]!.split('::')
  const left = head.split(':').filter(Boolean)
  const right = tail?.split(':').filter(Boolean) ?? []
  const zeros = tail === undefined ? [] : Array<string>(8 - left.length - right.length).fill('0')
  const network = [...left, ...zeros, ...right].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16))
  return `${network.join(':')}::/64`
}
