const REDACTED = '***REDACTED***'

/** Bytes of JSON above which a body is not kept. */
export const MAX_LOGGED_BODY = 32 * 1024

/** The last word of a name, without `-` and `_`: `github_token` is one, `max_tokens` is none. */
const SECRET = /(password|passwd|passphrase|secret|token|apikey|privatekey|secretkey|credentials?|authorization|cookie)$|^otp(code)?$/

/** In a query string even these: there they are keys of an API, codes of a login and signatures of a link. */
const SECRET_IN_QUERY = /^(key|code|sig|signature)$/

const isSecret = (name: string) => SECRET.test(normal(name))

const normal = (name: string) => name.toLowerCase().replace(/[-_]/g, '')

/**
 * The JSON text of a body, without the secrets in it: values of fields whose names say so, and the value of what is to be encrypted.
 * @returns empty where there is no JSON body, or it is larger than is kept
 */
export function redactBody(body: unknown): string {
  if (typeof body !== 'object' || body === null || Buffer.isBuffer(body)) return ''
  const text = toJson(body, function (this: Record<string, unknown>, name, value) {
    if (isSecret(name) || (name === 'value' && this.encrypted === true)) return REDACTED
    return name === 'query' && typeof value === 'string' ? redactGraphql(value) : value
  })
  return text.length > MAX_LOGGED_BODY ? '' : text
}

/** The JSON text of a query string, without the secrets in it. */
export function redactQuery(query: unknown): string {
  if (typeof query !== 'object' || query === null || Object.keys(query).length === 0) return ''
  return toJson(query, (name, value) => {
    if (isSecret(name) || SECRET_IN_QUERY.test(normal(name))) return REDACTED
    if (name === 'query' && typeof value === 'string') return redactGraphql(value)
    return name === 'variables' && typeof value === 'string' ? redactVariables(value) : value
  })
}

/** Literals in the text of a GraphQL document: `login(otp: "123456")`. */
export function redactGraphql(source: string): string {
  return source.replace(/(\w+)(\s*:\s*)("""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"|-?\d[\d.]*)/g, (whole, name: string, colon: string) =>
    isSecret(name) ? `${name}${colon}"${REDACTED}"` : whole,
  )
}

function redactVariables(text: string): string {
  try {
    return redactBody(JSON.parse(text))
  } catch {
    return REDACTED
  }
}

function toJson(value: object, replacer: (this: Record<string, unknown>, name: string, value: unknown) => unknown): string {
  try {
    return JSON.stringify(value, replacer)
  } catch {
    // Nested deeper than the stack: nothing of it is worth keeping.
    return ''
  }
}
