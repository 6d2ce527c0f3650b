import { ERRORS, type ErrorCode } from '../schema/errors.ts'
import { ALIASES, HEADINGS } from '../schema/operations/headings.ts'
import { VERSION } from '../schema/version.ts'
import type { Components } from './components.ts'
import type { JsonSchema } from './json-schema.ts'
import { errorAnswers } from './openapi-answers.ts'
import { type DescribedRoute, SECURITY_SCHEMES } from './openapi-parts.ts'
import { describeOwn, type OwnPath } from './own-paths.ts'

interface DocumentOptions {
  title: string
  description: string
  serverUrl: string
  routes: DescribedRoute[]
  /** The named schemas that the routes refer to. */
  components: Components
  /** What users made. */
  own?: OwnPath[]
}

/** OpenAPI 3.1 of named operations: https://spec.openapis.org/oas/v3.1.1.html */
export function openApiDocument({ title, description, serverUrl, routes, components, own = [] }: DocumentOptions): JsonSchema {
  const paths: Record<string, Record<string, unknown>> = {}
  const described = [...routes, ...describeOwn(own, routes, components)]
  for (const { path, method, item } of described) (paths[path] ??= {})[method] = item
  const tags = new Set(described.map(({ tag }) => tag))
  const sorted = Object.fromEntries(Object.entries(paths).sort(([a], [b]) => a.localeCompare(b)))
  const responses = usedResponses(sorted)
  return {
    openapi: '3.1.0',
    info: {
      title,
      version: VERSION,
      description,
      contact: { name: 'Sinas', url: 'https://github.com/sinas/sinas' },
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: serverUrl }],
    tags: [...Object.values(HEADINGS), ALIASES].filter(({ name }) => tags.has(name)),
    paths: sorted,
    components: {
      securitySchemes: SECURITY_SCHEMES,
      responses,
      schemas: { Error: FAULT, ValidationError: VALIDATION_FAULT, ...components.usedIn(sorted) },
    },
  }
}

function usedResponses(paths: unknown): Record<string, JsonSchema> {
  const text = JSON.stringify(paths)
  return Object.fromEntries(Object.entries(errorAnswers()).filter(([name]) => text.includes(`"#/components/responses/${name}"`)))
}

const FAULT = {
  type: 'object',
  description: 'What went wrong.',
  properties: {
    detail: { type: 'string', description: 'For people.' },
    code: { type: 'string', enum: Object.keys(ERRORS), description: 'For programs: stable, and the same in GraphQL.' },
  },
  required: ['detail', 'code'],
}

const ISSUE = {
  type: 'object',
  properties: {
    type: { type: 'string', description: 'A stable word, such as `missing` or `enum`.' },
    loc: {
      type: 'array',
      items: { anyOf: [{ type: 'string' }, { type: 'integer' }] },
      description: 'Where it is: `["body", "name"]`.',
    },
    msg: { type: 'string', description: 'For people.' },
    input: { description: 'What was sent there, where it is short.' },
    ctx: { type: 'object', additionalProperties: true, description: 'What else is known of the fault.' },
  },
  required: ['type', 'loc', 'msg'],
}

const VALIDATION_FAULT = {
  type: 'object',
  description: 'What is wrong with the input.',
  properties: {
    detail: { type: 'array', items: ISSUE, description: 'Every fault.' },
    code: { const: 'VALIDATION' satisfies ErrorCode },
  },
  required: ['detail', 'code'],
}
