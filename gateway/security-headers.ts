import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Config } from '../schema/config.ts'

const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/**
 * What every answer says to a browser that shows it: it is what its type says, runs nothing, may not be framed or embedded, sends no referrer, and is not
 * cached. A page, a file or a webhook that needs something else says so over it.
 */
const ALWAYS = {
  'content-security-policy': NOTHING,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
}

/** Features that no page of ours needs, so that injected code can't use them either. */
const PERMISSIONS = [
  ...[
    'accelerometer',
    'autoplay',
    'bluetooth',
    'camera',
    'display-capture',
    'encrypted-media',
    'geolocation',
    'gyroscope',
    'hid',
    'idle-detection',
  ],
  ...[
    'local-fonts',
    'magnetometer',
    'microphone',
    'midi',
    'payment',
    'picture-in-picture',
    'publickey-credentials-get',
    'screen-wake-lock',
  ],
  ...['serial', 'usb', 'xr-spatial-tracking'],
]

export const PERMISSIONS_POLICY = PERMISSIONS.map((name) => `${name}=()`).join(', ')

const DAY_SECONDS = 86_400

export function registerSecurityHeaders(server: FastifyInstance, config: Config): void {
  const headers = { ...ALWAYS, ...strictTransport(config) }
  server.addHook('onRequest', async (_request, reply) => {
    reply.headers(headers)
  })
}

/** For errors that no hook sees: a URL that can't be read. */
export const withSecurityHeaders = (reply: FastifyReply): FastifyReply => reply.headers(ALWAYS)

function strictTransport({ PUBLIC_URL, HSTS_MAX_AGE_DAYS: days }: Config): Record<string, string> {
  if (days === 0 || !PUBLIC_URL?.startsWith('https:')) return {}
  return { 'strict-transport-security': `max-age=${days * DAY_SECONDS}` }
}
