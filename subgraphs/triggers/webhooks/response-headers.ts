/** Names in lower case to text, or to a list of texts. */
export type ResponseHeaders = Record<string, string | string[]>

/**
 * What a function may say of its answer. The answer comes from the platform's own address, so a header that browsers or proxies take as
 * said by the whole address (`Set-Cookie`, `Clear-Site-Data`, `Strict-Transport-Security`, `NEL`, `Alt-Svc`, `Service-Worker-Allowed`, ...)
 * is not for an author to send. The list says what may pass, not what may not: a header that browsers learn tomorrow is refused today.
 */
const ALLOWED = new Set([
  // What the body is.
  ...['content-type', 'content-language', 'content-disposition', 'content-encoding', 'content-range', 'content-digest', 'repr-digest'],
  // How long it is good for, and what it is a version of.
  ...['cache-control', 'expires', 'etag', 'last-modified', 'vary', 'pragma'],
  // What to do next.
  ...['location', 'content-location', 'retry-after', 'link', 'allow', 'accept', 'accept-ranges', 'accept-patch', 'accept-post'],
  // Of this answer alone: a policy of the author's stands beside ours, and can only forbid more.
  ...['content-security-policy', 'referrer-policy', 'www-authenticate'],
  // What APIs agree on.
  ...['deprecation', 'sunset', 'warning', 'server-timing', 'signature', 'signature-input', 'idempotency-key', 'mcp-session-id'],
  ...['mcp-protocol-version', 'request-id', 'webhook-id', 'webhook-timestamp', 'webhook-signature'],
])

/** `X-` names are the author's own, but for those that mean something to browsers or to the proxy in front of us. */
const TAKEN =
  /^x-(frame-options|content-type-options|xss-protection|dns-prefetch-control|permitted-cross-domain-policies|ua-compatible|sourcemap|download-options|request-id|content-security-policy.*|webkit-csp.*|allow-fledge|fledge-.*|chrome-.*|forwarded-.*|real-ip|accel-.*|sendfile.*|lighttpd-.*|litespeed-.*|reproxy-.*)$/

/** Schemes for which a browser asks its user for a password, in a dialogue that shows the platform's address. */
const ASKS_FOR_PASSWORD = /\b(basic|digest|ntlm|negotiate)\b/i

/** A page that a function writes gets an origin of its own: scripts in it work, but reach nothing of the platform's, whose address it shares. */
const SANDBOX = 'sandbox allow-scripts allow-forms allow-popups'

export interface AuthorHeaders {
  headers: ResponseHeaders
  /** Names that were left out. */
  dropped: string[]
}

/** What an answer of a function carries: those of its headers that it may send, and ours. @returns text: what is wrong with them */
export function authorHeaders(given: unknown): AuthorHeaders | string {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return 'headers is not an object'
  const headers: ResponseHeaders = {}
  const dropped: string[] = []
  for (const [name, value] of Object.entries(given)) {
    const known = name.toLowerCase()
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) return `${JSON.stringify(name)} is no header name`
    const values = (Array.isArray(value) ? value : [value]).map((item) => (typeof item === 'number' ? String(item) : item))
    if (!values.every((item) => typeof item === 'string' && /^[\t\x20-\x7e\x80-\xff]*$/.test(item))) return `header ${name} is not text`
    if (mayPass(known, values)) headers[known] = Array.isArray(value) ? values : values[0]
    else dropped.push(known)
  }
  return { headers: { ...headers, ...protection(headers['content-security-policy']) }, dropped }
}

function mayPass(name: string, values: string[]): boolean {
  if (name === 'www-authenticate') return !values.some((value) => ASKS_FOR_PASSWORD.test(value))
  return ALLOWED.has(name) || (name.startsWith('x-') && !TAKEN.test(name))
}

const protection = (theirs: string | string[] | undefined) => ({
  'content-security-policy': theirs === undefined ? SANDBOX : [theirs, SANDBOX].flat(),
  'x-content-type-options': 'nosniff',
})
