import type { JsonSchema } from './json-schema.ts'
import type { Credential } from './rest.ts'

/** A route as an OpenAPI document describes it. */
export interface DescribedRoute {
  operation: string
  path: string
  method: string
  tag: string
  item: JsonSchema
}

const REQUIRED = [{ bearer: [] }, { apiKey: [] }]
export const SECURITY: Record<Credential, object[]> = { required: REQUIRED, optional: [{}, ...REQUIRED], unread: [] }

export const SECURITY_SCHEMES = {
  bearer: { type: 'http', scheme: 'bearer', description: 'An access token, or an API key.' },
  apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'An API key.' },
}

export const requestBody = (schema: JsonSchema, required: boolean, example?: unknown) => ({
  requestBody: { required, content: { 'application/json': { schema, ...(example !== undefined && { example }) } } },
})
