import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../../schema/config.ts'

const NAME = 'sinas_session'

/** Over HTTPS browsers keep a cookie of this name only where this very host set it, for itself alone: no neighbour of the domain can plant one. */
const SECURE_NAME = `__Host-${NAME}`

/** 400 days, the most that browsers keep a cookie: the server says when the session is over. */
const MAX_AGE_SECONDS = 400 * 86_400

/** Does the browser speak HTTPS to us, or to a proxy before us? */
function isSecure({ protocol, host }: FastifyRequest, { publicUrl }: Config): boolean {
  const address = new URL(publicUrl)
  return protocol === 'https' || (address.protocol === 'https:' && address.host === host)
}

const nameFor = (request: FastifyRequest, config: Config) => (isSecure(request, config) ? SECURE_NAME : NAME)

const TOKEN = /^[\w-]{43}$/

/** The token that the browser holds; null where it holds none. */
export function readSessionCookie(request: FastifyRequest, config: Config): string | null {
  const { cookie } = request.headers
  if (!cookie?.includes(NAME)) return null
  const name = nameFor(request, config)
  for (const pair of pairsOf(cookie)) {
    const [key, value = ''] = pair.split('=')
    if (key === name && TOKEN.test(value)) return value
  }
  return null
}

/** A `Cookie` header for others to see. @returns undefined where nothing else stands in it */
export function withoutSessionCookie(cookie: string | undefined): string | undefined {
  if (!cookie?.includes(NAME)) return cookie
  const others = pairsOf(cookie).filter((pair) => ![NAME, SECURE_NAME].includes(pair.split('=')[0]!.trim()))
  return others.length > 0 ? others.join('; ') : undefined
}

const pairsOf = (cookie: string): string[] => cookie.split(';').map((pair) => pair.trim())

/** No script reads it, and no other site makes a browser send it. */
export function setSessionCookie(reply: FastifyReply, config: Config, token: string): void {
  write(reply, config, token, MAX_AGE_SECONDS)
}

export function clearSessionCookie(reply: FastifyReply, config: Config): void {
  write(reply, config, '', 0)
}

function write(reply: FastifyReply, config: Config, value: string, seconds: number): void {
  const secure = isSecure(reply.request, config)
  const name = secure ? SECURE_NAME : NAME
  reply.header('set-cookie', `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`)
}
