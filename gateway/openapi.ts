import type { GraphQLSchema } from 'graphql'
import { ERRORS, type ErrorCode } from '../schema/errors.ts'
import type { Operation } from '../schema/operations.ts'
import { argumentOf, described, type JsonSchema, resultSchema, variableSchema } from './json-schema.ts'
import type { Credential, Route } from './rest.ts'

/** A webhook or an agent's chat: a route that users made. */
export interface DynamicPath {
  path: string
  method: string
  operationId: string
  summary: string
  description?: string
  tag: string
  input?: JsonSchema
  output?: JsonSchema
  isPublic: boolean
}

interface DocumentOptions {
  title: string
  description: string
  serverUrl: string
  routes: Route[]
  dynamic?: DynamicPath[]
}

const REQUIRED = [{ bearer: [] }, { apiKey: [] }]
const SECURITY: Record<Credential, object[]> = { required: REQUIRED, optional: [{}, ...REQUIRED], unread: [] }

/** OpenAPI 3.1 of named operations: https://spec.openapis.org/oas/v3.1.1.html */
export function openApiDocument({ title, description, serverUrl, routes, dynamic = [] }: DocumentOptions): JsonSchema {
  const paths: Record<string, Record<string, unknown>> = {}
  const tags = new Set<string>()
  for (const route of routes) {
    const { method, paths: all, tag } = route.operation.rest!
    const path = template(all[0]!)
    const heading = tag ?? headingOf(path)
    tags.add(heading)
    ;(paths[path] ??= {})[method.toLowerCase()] = pathItem(route, heading)
  }
  for (const item of dynamic) {
    tags.add(item.tag)
    ;(paths[item.path] ??= {})[item.method.toLowerCase()] = dynamicItem(item)
  }
  return {
    openapi: '3.1.0',
    info: { title, version: '1.0.0', description, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: serverUrl }],
    tags: [...tags].sort().map((name) => ({ name })),
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => a.localeCompare(b))),
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'An access token, or an API key.' },
        apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
      },
      schemas: {
        Error: {
          type: 'object',
          properties: {
            detail: { type: 'string' },
            code: { type: 'string', enum: Object.keys(ERRORS), description: 'For programs: stable, and the same in GraphQL.' },
          },
          required: ['detail', 'code'],
        },
        ValidationError: {
          type: 'object',
          properties: {
            detail: {
              type: 'array',
              items: {
                type: 'object',
                properties: {
                  type: { type: 'string' },
                  loc: { type: 'array', items: { type: ['string', 'integer'] } },
                  msg: { type: 'string' },
                  input: {},
                  ctx: { type: 'object' },
                },
                required: ['type', 'loc', 'msg'],
              },
            },
            code: { const: 'VALIDATION' satisfies ErrorCode },
          },
          required: ['detail', 'code'],
        },
      },
    },
  }
}

function pathItem({ operation, schema, credential }: Route, tag: string): JsonSchema {
  const { status, paths } = operation.rest!
  const [summary = operation.name, ...rest] = operation.description.split('\n')
  const aliases = paths.slice(1).map(template)
  return {
    operationId: operation.name,
    tags: [tag],
    summary,
    ...(rest.length > 0 && { description: rest.join('\n').trim() }),
    ...(aliases.length > 0 && { 'x-aliases': aliases }),
    ...parametersOf(operation, schema),
    ...bodyOf(operation, schema),
    responses: { [status]: successOf(operation, schema), ...errorsOf(credential, operation.variables.length > 0) },
    security: SECURITY[credential],
  }
}

function parametersOf(operation: Operation, schema: GraphQLSchema): JsonSchema {
  const parameters = operation.variables
    .filter(({ place }) => place === 'path' || place === 'query' || place === 'header')
    .map((variable) => ({
      name: variable.place === 'header' ? headerName(variable.name) : variable.name,
      in: variable.place,
      required: variable.place === 'path' || variable.required,
      schema: variableSchema(operation, schema, variable),
      ...described(argumentOf(operation, schema, variable.name)?.description),
    }))
  return parameters.length > 0 ? { parameters } : {}
}

function bodyOf(operation: Operation, schema: GraphQLSchema): JsonSchema {
  const whole = operation.variables.find(({ place }) => place === 'whole_body')
  if (whole) return requestBody(variableSchema(operation, schema, whole), whole.required)
  const fields = operation.variables.filter(({ place }) => place === 'body')
  if (fields.length === 0) return {}
  const required = fields.filter((field) => field.required).map(({ name }) => name)
  const properties = Object.fromEntries(
    fields.map((field) => [
      field.name,
      { ...variableSchema(operation, schema, field), ...described(argumentOf(operation, schema, field.name)?.description) },
    ]),
  )
  return requestBody({ type: 'object', properties, ...(required.length > 0 && { required }) }, required.length > 0)
}

const requestBody = (schema: JsonSchema, required: boolean) => ({ requestBody: { required, content: { 'application/json': { schema } } } })

function successOf(operation: Operation, schema: GraphQLSchema): JsonSchema {
  const { status, message } = operation.rest!
  if (status === 204) return { description: 'Done; no body.' }
  if (operation.kind === 'subscription') {
    return { description: 'A stream of server-sent events.', content: { 'text/event-stream': { schema: { type: 'string' } } } }
  }
  const body =
    message === undefined
      ? resultSchema(operation, schema)
      : { type: 'object', properties: { message: { type: 'string' } }, required: ['message'] }
  return { description: 'Success', content: { 'application/json': { schema: body } } }
}

function errorsOf(credential: Credential, hasInput: boolean): JsonSchema {
  const error = (description: string) => ({
    description,
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
  })
  return {
    ...(credential !== 'unread' && { 401: error('No credential, or one that does not hold.'), 403: error('Not permitted.') }),
    ...(hasInput && {
      422: {
        description: 'The input is not valid.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/ValidationError' } } },
      },
    }),
    default: error('Any other error.'),
  }
}

function dynamicItem(item: DynamicPath): JsonSchema {
  const credential = item.isPublic ? 'unread' : 'required'
  const isRead = item.method === 'GET' || item.method === 'DELETE'
  return {
    operationId: item.operationId,
    tags: [item.tag],
    summary: item.summary,
    ...described(item.description),
    ...(item.input && !isRead && requestBody(item.input, false)),
    ...(item.input && isRead && { parameters: queryParameters(item.input) }),
    responses: {
      200: { description: 'Success', content: { 'application/json': { schema: item.output ?? {} } } },
      ...errorsOf(credential, true),
    },
    security: SECURITY[credential],
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

/** `/groups/:id` as OpenAPI writes it. */
const template = (path: string) => path.replace(/[:*](\w+)/g, '{$1}')

const headerName = (name: string) =>
  name
    .split('_')
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join('-')

function headingOf(path: string): string {
  const word =
    path
      .replace(/^\/api\/v1/, '')
      .split('/')
      .find((part) => part !== '' && !part.startsWith('{')) ?? 'general'
  return word.replaceAll('-', ' ').replace(/^\w/, (first) => first.toUpperCase())
}
