// What the OpenAPI documents promise, as tests go through it.

import type { TestGateway } from './gateway.testing.ts'
import type { JsonSchema } from './json-schema.ts'

export interface DocumentedParameter {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  schema: JsonSchema
}

/** One operation of a document. */
export interface Documented {
  /** Its name among ours: `x-operation`. */
  operationId: string
  method: string
  /** Its paths, the canonical one first: `/api/v1/groups/{group}`. */
  paths: string[]
  /** Those of all paths. */
  parameters: DocumentedParameter[]
  body: JsonSchema | undefined
  bodyIsRequired: boolean
  /** Schema of each status' JSON answer; null where there is no JSON. */
  responses: Record<string, JsonSchema | null>
  security: Record<string, string[]>[]
}

const DOCUMENTS = ['/api/v1/openapi.json', '/openapi.json']

/** Every operation of both documents. */
export async function documentedOperations(gateway: TestGateway): Promise<Documented[]> {
  const documents = await Promise.all(DOCUMENTS.map(async (path) => (await gateway.request('GET', path)).body))
  const found = new Map<string, Documented>()
  for (const { paths, components } of documents) {
    const items = Object.entries<any>(paths).flatMap(([path, item]) =>
      Object.entries<any>(item).map(([method, operation]) => toDocumented(method, path, operation, components)),
    )
    for (const { documented } of items.sort((a, b) => a.name.length - b.name.length)) {
      const known = found.get(documented.operationId)
      if (!known) found.set(documented.operationId, documented)
      known?.paths.push(...documented.paths)
      known?.parameters.push(...documented.parameters.filter(({ name }) => !known.parameters.some((other) => other.name === name)))
    }
  }
  return [...found.values()]
}

function toDocumented(method: string, path: string, operation: any, components: Record<string, JsonSchema>) {
  const { parameters = [], requestBody, responses, security } = inPlace(operation, components) as any
  const jsonOf = ({ content }: any): JsonSchema | null => content?.['application/json']?.schema ?? null
  const documented: Documented = {
    operationId: operation['x-operation'],
    method: method.toUpperCase(),
    paths: [path],
    parameters,
    body: requestBody?.content['application/json'].schema,
    bodyIsRequired: requestBody?.required ?? false,
    responses: Object.fromEntries(Object.entries<any>(responses).map(([status, answer]) => [status, jsonOf(answer)])),
    security,
  }
  // The canonical path has the shortest name: that of others ends in `Alias`, or `By` and their parameters.
  return { name: operation.operationId as string, documented }
}

/** Puts what is referred to in the place of each reference. */
export function inPlace(value: unknown, components: Record<string, JsonSchema>): unknown {
  if (Array.isArray(value)) return value.map((item) => inPlace(item, components))
  if (typeof value !== 'object' || value === null) return value
  const { $ref, ...rest } = value as Record<string, unknown>
  const own = Object.fromEntries(Object.entries(rest).map(([key, inner]) => [key, inPlace(inner, components)]))
  if (typeof $ref !== 'string') return own
  const [kind, name] = $ref.split('/').slice(-2) as [string, string]
  return { ...(inPlace(components[kind]![name], components) as object), ...own }
}

/** The path with its parameters filled in. @param values by name; one that is missing is `fallback` */
export function fill(template: string, values: Record<string, string | undefined>, fallback = crypto.randomUUID() as string): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? fallback))
}

/** The query string of the parameters that are required. */
export function leastQuery({ parameters }: Documented): string {
  const required = parameters.filter((parameter) => parameter.in === 'query' && parameter.required)
  const query = new URLSearchParams(required.map(({ name, schema }) => [name, String(leastOf(schema))]))
  return required.length > 0 ? `?${query}` : ''
}

/** The least that a schema takes: its required fields, each with a plain value. */
export function leastOf(schema: JsonSchema): unknown {
  if ('default' in schema) return schema.default
  if (Array.isArray(schema.enum)) return schema.enum[0]
  switch (schema.type) {
    case 'object': {
      const properties = (schema.properties ?? {}) as Record<string, JsonSchema>
      const required = (schema.required ?? []) as string[]
      return Object.fromEntries(required.map((name) => [name, leastOf(properties[name]!)]))
    }
    case 'array':
      return []
    case 'integer':
    case 'number':
      return schema.minimum ?? 1
    case 'boolean':
      return true
    case 'string':
      return leastText(schema)
    default:
      return 'x'
  }
}

function leastText({ format, minLength }: JsonSchema): string {
  if (format === 'uuid') return crypto.randomUUID()
  if (format === 'date-time') return new Date(Date.now() + 3_600_000).toISOString()
  return 'x'.repeat(Math.max(1, Number(minLength ?? 1)))
}

/** One request for each path of an operation, aliases too, with the least body that it takes; HEAD beside each GET. */
export function* requestsOf(operation: Documented, values: Record<string, string | undefined> = {}) {
  const body = operation.body && { ...(leastOf(operation.body) as object) }
  for (const template of operation.paths) {
    const path = fill(template, values) + leastQuery(operation)
    yield { method: operation.method, path, body }
    if (operation.method === 'GET') yield { method: 'HEAD', path, body }
  }
}
