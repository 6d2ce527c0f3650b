// Requests that are made up from the OpenAPI documents: some good, some bad, some meant to hurt.
import fc, { type Arbitrary } from 'fast-check'
import type { Documented, DocumentedParameter } from './documented.testing.ts'
import type { JsonSchema } from './json-schema.ts'

export interface MadeUpRequest {
  path: string
  headers: Record<string, string>
  body: Buffer | undefined
}

const NESTED = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`

/** Texts that have broken servers before. */
const HOSTILE_TEXTS = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'a\udfff',
  '\u202e\ufeff\u0000',
  '𝕳🏳️‍🌈é\u0301',
  "'; drop table users; --",
  '" or ""="',
  '%',
  '%00',
  '../../etc/passwd',
  '{{ 7 * 7 }}{% for i in range(9) %}',
  '__proto__',
  'constructor',
  'null',
  '-1',
  '1e308',
  '9223372036854775808',
  '00000000-0000-0000-0000-000000000000',
  'b7c1f0a2-3d4e-4f5a-8b6c-7d8e9f0a1b2c',
  '0001-01-01T00:00:00Z',
  '294277-01-01T00:00:00Z',
  '9999-12-31T23:59:60Z',
  'x'.repeat(300),
  'x'.repeat(70_000),
  '* * * * *',
  'sinas.*:all',
  '(a+)+$',
]

const HOSTILE_VALUES: unknown[] = [
  null,
  true,
  0,
  -0,
  -1,
  1.5,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  1e308,
  5e-324,
  [],
  {},
  [[]],
  [null],
  [1, 'a', { b: null }],
  { '': '' },
  { 'a\0': 1 },
  { '\ud800': '\ud800' },
  { $ref: '#/definitions/a' },
  { type: 'object', properties: { a: { pattern: '(a+)+$' } } },
  JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": {}}}'),
  JSON.parse(NESTED(60)),
]

/** Too deep for recursive code; as text, since JSON.stringify recurses. */
const HOSTILE_BODIES = [
  '',
  '{',
  '{"a":1,}',
  '[1',
  'null',
  '[]',
  '""',
  '0',
  'NaN',
  '\ufeff{}',
  '{"a":1}{}',
  NESTED(20_000),
  `{"value":${NESTED(7000)}}`,
]

const hostileText = fc.constantFrom(...HOSTILE_TEXTS)
const hostile: Arbitrary<unknown> = fc.oneof(hostileText, fc.constantFrom(...HOSTILE_VALUES), fc.jsonValue({ maxDepth: 3 }))

/** Values that fit the schema, as far as it says. */
function fitting(schema: JsonSchema): Arbitrary<unknown> {
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum)
  if (Array.isArray(schema.anyOf)) return fc.oneof(...(schema.anyOf as JsonSchema[]).map(fitting))
  switch (schema.type) {
    case 'object':
      return fittingObject(schema)
    case 'array':
      return fc.array(fitting((schema.items as JsonSchema | undefined) ?? {}), { maxLength: Math.min(3, Number(schema.maxItems ?? 3)) })
    case 'integer':
      return fc.integer({ min: Number(schema.minimum ?? -1000), max: Math.min(Number(schema.maximum ?? 1000), 2 ** 31 - 1) })
    case 'number':
      return fc.double({
        min: Number(schema.minimum ?? schema.exclusiveMinimum ?? -1e6),
        max: Number(schema.maximum ?? 1e6),
        noNaN: true,
        minExcluded: 'exclusiveMinimum' in schema,
      })
    case 'boolean':
      return fc.boolean()
    case 'string':
      return fittingText(schema)
    default:
      return fc.oneof(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 }),
      )
  }
}

function fittingObject(schema: JsonSchema): Arbitrary<unknown> {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>)
  if (properties.length === 0)
    return fc.dictionary(fc.string({ maxLength: 8 }), fitting((schema.additionalProperties || {}) as JsonSchema), { maxKeys: 3 })
  return fc.record(Object.fromEntries(properties.map(([name, property]) => [name, fitting(property)])), {
    requiredKeys: (schema.required ?? []) as string[],
  })
}

function fittingText({ format, pattern, minLength, maxLength }: JsonSchema): Arbitrary<string> {
  if (format === 'uuid') return fc.uuid({ version: 4 })
  if (format === 'date-time')
    return fc.date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).map((date) => date.toISOString())
  // Nothing beyond this machine is called.
  if (format === 'uri') return fc.constant('http://127.0.0.1:1/')
  const length = { minLength: Number(minLength ?? 0), maxLength: Math.min(Number(maxLength ?? 40), 40) }
  if (typeof pattern === 'string') return fc.stringMatching(new RegExp(pattern)).map((text) => text.slice(0, length.maxLength))
  return fc.string({ unit: 'grapheme', ...length })
}

/** What is optional is mostly absent, so that a request is not always refused for something else. */
const optional = (schema: JsonSchema) =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: 6 }, { arbitrary: fitting(schema), weight: 3 }, { arbitrary: hostile, weight: 1 })

/**
 * Requests for one path of an operation.
 * @param values of path parameters that name something which is there
 * @param samples bodies that are known to be good
 */
export function requests(operation: Documented, values: Record<string, string>, samples: unknown[]): Arbitrary<MadeUpRequest> {
  const inPlace = (place: DocumentedParameter['in']) => operation.parameters.filter((parameter) => parameter.in === place)
  const path = fc.tuple(
    fc.constantFrom(...operation.paths),
    fc.record(Object.fromEntries(inPlace('path').map((parameter) => [parameter.name, pathValue(parameter, values[parameter.name])]))),
  )
  const query = fc.record(
    Object.fromEntries(inPlace('query').map(({ name, schema, required }) => [name, required ? fitting(schema) : optional(schema)])),
  )
  const headers = fc.record(Object.fromEntries(inPlace('header').map(({ name, schema }) => [name, optional(schema)])))
  return fc.tuple(path, query, headers, bodies(operation, samples)).map(([[template, params], found, given, { type, body }]) => ({
    path: template.replace(/\{(\w+)\}/g, (_, name: string) => params[name]!) + queryText(found),
    headers: { ...headerTexts(given), ...(body && { 'content-type': type }) },
    body,
  }))
}

function pathValue({ schema }: DocumentedParameter, known: string | undefined): Arbitrary<string> {
  const there = known === undefined ? fitting(schema) : fc.constant(known)
  // Some parts of a URL are no text at all.
  const raw = fc.constantFrom('%', '%ff', '%ED%A0%80', '%2e%2e', '.', '%C0%AF', '%00')
  return fc.oneof(
    { arbitrary: there.map((value) => encode(asText(value))), weight: 6 },
    { arbitrary: hostileText.filter((text) => text.length < 5000).map(encode), weight: 2 },
    { arbitrary: raw, weight: 1 },
  )
}

/** `String` throws where JSON is an object whose `toString` is no function. */
const asText = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

const encode = (text: string) => encodeURIComponent(text.toWellFormed()) || '%20'

function headerTexts(values: Record<string, unknown>): Record<string, string> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined)
  return Object.fromEntries(
    given.map(([name, value]) => [
      name,
      asText(value)
        .replace(/[^\x20-\x7e]/g, '?')
        .slice(0, 1000),
    ]),
  )
}

function queryText(values: Record<string, unknown>): string {
  const parts = Object.entries(values).flatMap(([name, value]) => {
    if (value === undefined) return []
    const texts = Array.isArray(value) ? value : [value]
    return texts.map((text) => `${name}=${encode(asText(text).slice(0, 3000))}`)
  })
  return parts.length > 0 ? `?${parts.join('&')}` : ''
}

interface MadeUpBody {
  type: string
  body: Buffer | undefined
}

function bodies({ body: schema }: Documented, samples: unknown[]): Arbitrary<MadeUpBody> {
  if (!schema) return fc.constant({ type: '', body: undefined })
  const json = (value: unknown): MadeUpBody => ({ type: 'application/json', body: Buffer.from(JSON.stringify(value)) })
  const good = fc.oneof(fittingObject(schema), ...samples.map((sample) => fc.constant(sample)))
  const raw = fc.record({
    type: fc.constantFrom('application/json', 'text/plain', 'application/x-www-form-urlencoded', 'application/ld+json; charset=latin1'),
    body: fc.oneof(
      fc.constantFrom(...HOSTILE_BODIES).map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 40 }).map(Buffer.from),
    ),
  })
  return fc.oneof(
    { arbitrary: good.map(json), weight: 5 },
    { arbitrary: bent(good as Arbitrary<object>, schema).map(json), weight: 5 },
    { arbitrary: raw, weight: 1 },
    { arbitrary: hostile.map(json), weight: 1 },
  )
}

/** A good body with one hostile field. */
function bent(good: Arbitrary<object>, { properties }: JsonSchema): Arbitrary<object> {
  const names = Object.keys((properties ?? { name: {} }) as object)
  return fc.tuple(good, fc.constantFrom(...names), hostile).map(([body, name, value]) => ({ ...body, [name]: value }))
}

/** Bodies that are good, for operations whose schemas don't say all of what they take. @param rows of the vault */
export function samples(rows: Record<string, Record<string, string>>): Record<string, object[]> {
  const target = { function_namespace: 'vault', function_name: 'treasure' }
  const schedule = { name: 'other', cron_expression: '0 0 1 1 *', input_data: {} }
  const code = 'def handler(input, context):\n    return input\n'
  const member = { user_id: rows.users!.id }
  const permission = { permission_key: 'sinas.agents.read:own', permission_value: true }
  return {
    AddGroupMember: [member],
    AddRoleMember: [member],
    CreateAgent: [{ namespace: 'vault', name: 'other' }],
    CreateFunction: [{ namespace: 'vault', name: 'other', code }],
    CreateGroup: [{ name: 'vault' }],
    CreateMcpServer: [{ name: 'other', url: 'http://127.0.0.1:1/mcp' }],
    CreateRole: [{ name: 'vault-role' }],
    CreateSchedule: [
      { ...schedule, ...target },
      { ...schedule, name: 'chatty', schedule_type: 'agent', content: 'hi', target_namespace: 'vault', target_name: 'treasure' },
    ],
    CreateUser: [{ email: 'vault@example.com' }],
    CreateWebhook: [{ path: 'vault/other', ...target }],
    ExecuteFunction: [{ input: { a: 1 } }],
    InvokeAgent: [{ message: 'hi' }],
    InstallPackage: [{ package_name: 'six' }],
    Login: [{ email: 'vault@example.com' }],
    SendAndStream: [{ content: 'hi' }],
    SendMessage: [{ content: 'hi' }, { content: [{ type: 'text', text: 'hi' }] }],
    SetGroupPermission: [permission],
    SetRolePermission: [permission],
    RollbackFunction: [{ version: 1 }],
    UpdateAgent: [{ description: 'changed' }],
    UpdateAgentById: [{ description: 'changed' }],
    UpdateFunction: [{ description: 'changed' }, { code }],
    UpdateSchedule: [{ cron_expression: '1 1 1 1 *' }],
    ScaleSandboxPool: [{ target: 1 }],
    ScaleWorkers: [{ target_count: 0 }],
    UpdateState: [{ value: 1 }],
    UpdateStoreState: [{ value: 1 }],
    UpdateStateById: [{ value: 1 }],
    UpdateWebhook: [{ description: 'changed' }],
  }
}
