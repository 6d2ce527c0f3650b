import type { GraphQLSchema } from 'graphql'
import { ERRORS, type ErrorCode } from '../schema/errors.ts'
import type { Operation } from '../schema/operations.ts'
import { argumentOf, described, type JsonSchema, resultSchema, variableSchema } from './json-schema.ts'
import { type DescribedRoute, errorsOf, requestBody, SECURITY } from './openapi-parts.ts'
import { describeOwn, type OwnPath } from './own-paths.ts'
import type { Route } from './rest.ts'

interface DocumentOptions {
  title: string
  description: string
  serverUrl: string
  routes: DescribedRoute[]
  /** What users made. */
  own?: OwnPath[]
}

export function describeRoutes(routes: Route[]): DescribedRoute[] {
  return routes.map((route) => {
    const { method, paths, tag: given } = route.operation.rest!
    const path = template(paths[0]!)
    const tag = given ?? headingOf(path)
    return { operation: route.operation.name, path, method: method.toLowerCase(), tag, item: pathItem(route, tag) }
  })
}

/** OpenAPI 3.1 of named operations: https://spec.openapis.org/oas/v3.1.1.html */
export function openApiDocument({ title, description, serverUrl, routes, own = [] }: DocumentOptions): JsonSchema {
  const paths: Record<string, Record<string, unknown>> = {}
  const described = [...routes, ...describeOwn(own, routes)]
  for (const { path, method, item } of described) (paths[path] ??= {})[method] = item
  const tags = new Set(described.map(({ tag }) => tag))
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
  const required = fields.filter((field) => field.required).map(({ restName }) => restName)
  const properties = Object.fromEntries(
    fields.map((field) => [
      field.restName,
      { ...variableSchema(operation, schema, field), ...described(argumentOf(operation, schema, field.name)?.description) },
    ]),
  )
  return requestBody({ type: 'object', properties, ...(required.length > 0 && { required }) }, required.length > 0)
}

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
