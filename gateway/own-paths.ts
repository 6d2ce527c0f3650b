import { described, type JsonSchema } from './json-schema.ts'
import { type DescribedRoute, errorsOf, requestBody, SECURITY } from './openapi-parts.ts'

interface Told {
  operationId: string
  summary: string
  description?: string
  input?: JsonSchema
  output?: JsonSchema
}

/** A webhook: a route of its own. */
interface WebhookRoute extends Told {
  path: string
  method: string
  status: number
  tag: string
  isPublic: boolean
}

/** One agent or function: a route of an operation, with its name filled in and its own schemas. */
interface NamedRoute extends Told {
  /** The operation's name. */
  of: string
  parameters: Record<string, string>
}

/** A route that a user made. */
export type OwnPath = WebhookRoute | NamedRoute

/** @param routes those of operations, of which named ones are made */
export function describeOwn(own: OwnPath[], routes: DescribedRoute[]): DescribedRoute[] {
  const operations = new Map(routes.map((route) => [route.operation, route]))
  const taken = new Set(operations.keys())
  return own.flatMap((given) => {
    const told = { ...given, operationId: free(given.operationId, taken) }
    if ('path' in told) return webhookRoute(told)
    const route = operations.get(told.of)
    return route ? namedRoute(told, route) : []
  })
}

/** Makes an operation id: names that differ only in punctuation get the same one. */
function free(id: string, taken: Set<string>): string {
  let name = id
  for (let n = 2; taken.has(name); n++) name = `${id}_${n}`
  taken.add(name)
  return name
}

function webhookRoute({ path, method, status, tag, isPublic, input, output, ...told }: WebhookRoute): DescribedRoute {
  const credential = isPublic ? 'unread' : 'required'
  const isRead = method === 'GET' || method === 'DELETE'
  const item = {
    operationId: told.operationId,
    tags: [tag],
    summary: told.summary,
    ...described(told.description),
    ...(input && !isRead && requestBody(input, false)),
    ...(input && isRead && { parameters: queryParameters(input) }),
    responses: {
      [status]: { description: 'Success', content: { 'application/json': { schema: output ?? {} } } },
      ...errorsOf(credential, true),
    },
    security: SECURITY[credential],
  }
  return { operation: told.operationId, path, method: method.toLowerCase(), tag, item }
}

function queryParameters(input: JsonSchema): unknown[] {
  const required = new Set((input.required as string[] | undefined) ?? [])
  return Object.entries((input.properties as Record<string, JsonSchema> | undefined) ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.has(name),
    schema,
  }))
}

interface Item {
  parameters?: { name: string }[]
  requestBody: {
    required: boolean
    content: { 'application/json': { schema: { properties: Record<string, JsonSchema>; required?: string[] } } }
  }
  responses: Record<string, { content?: { 'application/json': { schema: { properties?: Record<string, JsonSchema> } } } }>
}

function namedRoute(
  { parameters: names, operationId, summary, description, input, output }: NamedRoute,
  route: DescribedRoute,
): DescribedRoute {
  const { parameters, ...item } = structuredClone(route.item) as unknown as Item
  const { schema } = item.requestBody.content['application/json']
  if (input) schema.properties.input = { ...input, ...described(schema.properties.input?.description as string | undefined) }
  if ((input?.required as string[] | undefined)?.length) {
    schema.required = ['input']
    item.requestBody.required = true
  }
  const result = item.responses[200]?.content?.['application/json'].schema.properties?.result
  if (output && result) Object.assign(result, { anyOf: [output, { type: 'null' }] })
  const others = parameters?.filter(({ name }) => !(name in names))
  const path = route.path.replace(/\{(\w+)\}/g, (found, name: string) => (name in names ? encodeURIComponent(names[name]!) : found))
  return {
    ...route,
    path,
    item: { ...item, operationId, summary, description: description ?? '', ...(others?.length && { parameters: others }) },
  }
}
