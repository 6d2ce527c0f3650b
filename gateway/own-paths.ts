import type { Components } from './components.ts'
import { described, type JsonSchema } from './json-schema.ts'
import { errorsOf } from './openapi-answers.ts'
import { pascal } from './openapi-names.ts'
import { type DescribedRoute, requestBody, SECURITY } from './openapi-parts.ts'

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
export function describeOwn(own: OwnPath[], routes: DescribedRoute[], components: Components): DescribedRoute[] {
  const taken = new Set(routes.map(({ item }) => String(item.operationId)))
  // The first path of an operation is the canonical one.
  const operations = new Map(routes.toReversed().map((route) => [route.operation, route]))
  return own.flatMap((given) => {
    const told = { ...given, operationId: free(given.operationId, taken) }
    if ('path' in told) return webhookRoute(told)
    const route = operations.get(told.of)
    return route ? namedRoute(told, route, components) : []
  })
}

/** Makes an operation id in the style of all others: names that differ only in punctuation get the same one. */
function free(id: string, taken: Set<string>): string {
  const wanted = pascal(id)
  let name = wanted
  for (let n = 2; taken.has(name); n++) name = `${wanted}${n}`
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
    description: told.description ?? told.summary,
    ...(input && !isRead && requestBody(input, false)),
    ...(input && isRead && { parameters: queryParameters(input) }),
    responses: {
      [status]: { description: 'Success', content: { 'application/json': { schema: output ?? {} } } },
      ...webhookErrors(credential, input !== undefined && !isRead),
    },
    security: SECURITY[credential],
  }
  return { operation: told.operationId, path, method: method.toLowerCase(), tag, item }
}

function webhookErrors(credential: 'unread' | 'required', hasBody: boolean): JsonSchema {
  const declared = {
    ...{ INVALID_SIGNATURE: '', CONFLICT: 'while a request with the same deduplication key is under way', QUEUE_FULL: '' },
    EXECUTION_FAILED: 'where the function failed, or its input does not fit its schema',
  }
  const { 422: _, 500: __, ...errors } = errorsOf({ credential, hasInput: false, hasBody, hasPath: true, declared })
  const failed = 'The function failed, or its input does not fit its schema: `detail` says why.'
  return {
    ...errors,
    500: { description: failed, content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } },
  }
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
  requestBody: { required: boolean; content: { 'application/json': { schema: JsonSchema; example?: unknown } } }
  responses: Record<string, { content?: { 'application/json': { schema: JsonSchema } } }>
}

function namedRoute(
  { parameters: names, operationId, summary, description, input, output }: NamedRoute,
  route: DescribedRoute,
  components: Components,
): DescribedRoute {
  const { parameters, ...item } = structuredClone(route.item) as unknown as Item
  const own = (content: { schema: JsonSchema; example?: unknown }): Record<string, JsonSchema> => {
    content.schema = structuredClone(components.resolve(content.schema))
    delete content.example
    return content.schema.properties as Record<string, JsonSchema>
  }
  const body = item.requestBody.content['application/json']
  const fields = own(body)
  if (input) fields.input = { ...input, ...described(fields.input?.description as string | undefined) }
  if ((input?.required as string[] | undefined)?.length) {
    body.schema.required = ['input']
    item.requestBody.required = true
  }
  const answer = output && item.responses[200]?.content?.['application/json']
  const result = answer && own(answer).result
  if (result) Object.assign(result, { anyOf: [output, { type: 'null' }] })
  const others = parameters?.filter(({ name }) => !(name in names))
  const path = route.path.replace(/\{(\w+)\}/g, (found, name: string) => (name in names ? encodeURIComponent(names[name]!) : found))
  return {
    ...route,
    path,
    item: { ...item, operationId, summary, description: description ?? summary, ...(others?.length && { parameters: others }) },
  }
}
