import { type ArgumentNode, Kind, type ObjectFieldNode, parse, print, type VariableDefinitionNode, visit } from 'graphql'
import { sizeWithin } from '../schema/bounded/size.ts'

const REDACTED = '***REDACTED***'

/** Bytes of JSON above which a body is not kept. */
export const MAX_LOGGED_BODY_BYTES = 32 * 1024

/**
 * Names of secrets, without `-` and `_`: `github_token` is one, `max_tokens` is none. `value` is what a state holds: one that is
 * encrypted at rest would lie open here. `headers` and `env` are what an MCP server is given, under names that only its administrator knows.
 */
const SECRET =
  /(password|passwd|passphrase|secret|token|apikey|privatekey|secretkey|credentials?|authorization|cookie)$|^otp(code)?$|^value$|^headers$|^env$/

/** In a query string even these: there they are keys of an API, codes of a login and signatures of a link. */
const SECRET_IN_QUERY = /^(key|code|sig|signature)$/

const isSecret = (name: string) => SECRET.test(normal(name))

const normal = (name: string) => name.toLowerCase().replace(/[-_]/g, '')

/**
 * The JSON text of a body, without the values of fields whose names say that they are secret.
 * @returns empty where there is no JSON body, or it is larger than is kept
 */
export function redactBody(body: unknown): string {
  if (typeof body !== 'object' || body === null || Buffer.isBuffer(body)) return ''
  if (!sizeWithin(body, { values: MAX_LOGGED_BODY_BYTES, characters: MAX_LOGGED_BODY_BYTES })) return ''
  const text = toJson(withoutSecretVariables(body), (name, value) => {
    if (isSecret(name)) return REDACTED
    return name === 'query' && typeof value === 'string' ? redactGraphql(value) : value
  })
  return text.length > MAX_LOGGED_BODY_BYTES ? '' : text
}

/** The JSON text of a query string, without the secrets in it. */
export function redactQuery(query: unknown): string {
  if (typeof query !== 'object' || query === null || Object.keys(query).length === 0) return ''
  return toJson(query, (name, value) => {
    if (isSecret(name) || SECRET_IN_QUERY.test(normal(name))) return REDACTED
    if (name === 'query' && typeof value === 'string') return redactGraphql(value)
    return name === 'variables' && typeof value === 'string' ? redactVariables(value, (query as { query?: unknown }).query) : value
  })
}

/** The text of a GraphQL document without the secrets that stand in it literally: `verifyOtp(input: {otpCode: "123456"})`. */
export function redactGraphql(source: string): string {
  if (source.length > MAX_LOGGED_BODY_BYTES) return REDACTED
  if (!mayHoldSecrets(source)) return source
  try {
    return print(visit(parse(source), { Argument: redactLiteral, ObjectField: redactLiteral, VariableDefinition: redactDefault }))
  } catch {
    return REDACTED
  }
}

/** Asked first, because most documents have their secrets in variables, and parsing takes time: `name: literal` and `$name: Type = literal`. */
function mayHoldSecrets(source: string): boolean {
  for (const [, name] of source.matchAll(/(?<![$\w])(\w+)[\s,]*:[\s,]*[^\s,$]/g)) if (isSecret(name!)) return true
  for (const [definition] of source.matchAll(/\$\w+[^=$)]*=?/g)) if (definition.endsWith('=')) return true
  return false
}

const literal = { kind: Kind.STRING, value: REDACTED } as const

const redactLiteral = (node: ArgumentNode | ObjectFieldNode) =>
  isSecret(node.name.value) && node.value.kind !== Kind.VARIABLE ? { ...node, value: literal } : undefined

const redactDefault = (node: VariableDefinitionNode) =>
  isSecret(node.variable.name.value) && node.defaultValue ? { ...node, defaultValue: literal } : undefined

function redactVariables(text: string, query: unknown): string {
  try {
    const { variables } = withoutSecretVariables({ query, variables: JSON.parse(text) })
    return redactBody(variables)
  } catch {
    return REDACTED
  }
}

/** Variables are secret by where they go, whatever they are called: `$t` in `logout(input: {refreshToken: $t})`. */
function withoutSecretVariables<Body extends { query?: unknown; variables?: unknown }>(body: Body): Body {
  const { query, variables } = body
  if (typeof query !== 'string' || typeof variables !== 'object' || variables === null) return body
  const secret = new Set<string>()
  for (const [, name, variable] of query.slice(0, MAX_LOGGED_BODY_BYTES).matchAll(/(?<![$\w])(\w+)[\s,]*:[\s,]*\$(\w+)/g))
    if (isSecret(name!)) secret.add(variable!)
  if (secret.size === 0) return body
  return {
    ...body,
    variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, secret.has(name) ? REDACTED : value])),
  }
}

function toJson(value: object, replacer: (name: string, value: unknown) => unknown): string {
  try {
    return JSON.stringify(value, replacer)
  } catch {
    // Nested deeper than the stack: nothing of it is worth keeping.
    return ''
  }
}
