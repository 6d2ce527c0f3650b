import { BlockList, isIP } from 'node:net'

/** Ranges that are not the public internet: https://www.iana.org/assignments/iana-ipv4-special-registry and its IPv6 sister. */
const RANGES = {
  ipv4: [
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '172.16.0.0/12',
    '192.0.0.0/24',
    '192.0.2.0/24',
    '192.88.99.0/24',
    '192.168.0.0/16',
    '198.18.0.0/15',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '224.0.0.0/4',
    '240.0.0.0/4',
  ],
  // All of 2000::/3 is public but for what wraps an IPv4 address (6to4, Teredo) or is reserved; NAT64 wraps one too.
  ipv6: ['::/3', '2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20', '4000::/2', '8000::/1'],
} as const

// A list each: in one, an IPv4 address would also be looked for as `::ffff:a.b.c.d`.
const reserved = { ipv4: new BlockList(), ipv6: new BlockList() }
for (const family of ['ipv4', 'ipv6'] as const) {
  for (const range of RANGES[family]) {
    const [network = '', prefix] = range.split('/')
    reserved[family].addSubnet(network, Number(prefix), family)
  }
}

/** Is this an address of the public internet? Private, loopback, link-local, multicast and reserved ones are not. */
export function isPublicAddress(address: string): boolean {
  const [bare = ''] = address.split('%')
  const family = isIP(bare)
  if (family === 0) return false
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1]
  if (mapped) return isPublicAddress(mapped)
  const kind = family === 4 ? 'ipv4' : 'ipv6'
  return !reserved[kind].check(bare, kind)
}

/** @param allowed entries of MCP_ALLOWED_HOSTS: `host` or `host:port` */
export function isAllowedHost(allowed: readonly string[], hostname: string, port: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase()
  return allowed.some((entry) => {
    const wanted = entry.toLowerCase()
    return wanted === host || wanted === `[${host}]` || wanted === `${host}:${port}` || wanted === `[${host}]:${port}`
  })
}
