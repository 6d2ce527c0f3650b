import { isIP } from 'node:net'

/** Whose `X-Forwarded-For` is believed: that of no proxy, of so many proxies in a row before us, or of proxies at these addresses. */
export type TrustedProxies = false | number | string[]

const NETWORKS = ['loopback', 'linklocal', 'uniquelocal']

const MAX_HOPS = 16

/**
 * Reads TRUST_PROXY. `true` is the one proxy directly before us: entries to the left of its own were sent by its client, which can write anything.
 * @throws Error that says what it may be
 */
export function parseTrustedProxies(text: string): TrustedProxies {
  const word = text.trim().toLowerCase()
  if (word === 'false' || word === '0') return false
  if (word === 'true') return 1
  if (/^\d+$/.test(word) && Number(word) <= MAX_HOPS) return Number(word)
  const addresses = word.split(',').map((part) => part.trim())
  const wrong = addresses.find((address) => !isNetwork(address))
  if (wrong === undefined) return addresses
  throw new Error(
    `${JSON.stringify(wrong)} is no address. It is true (the one proxy directly in front), a number of proxies in a row, or addresses: 10.0.0.0/8, 192.0.2.1, ${NETWORKS.join(', ')}`,
  )
}

function isNetwork(text: string): boolean {
  if (NETWORKS.includes(text)) return true
  const [address = '', bits, ...more] = text.split('/')
  const version = isIP(address)
  if (version === 0 || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}
