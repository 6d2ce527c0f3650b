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

export const requestBody = (schema: JsonSchema, required: boolean) => ({
  requestBody: { required, content: { 'application/json': { schema } } },
})

export function errorsOf(credential: Credential, hasInput: boolean): JsonSchema {
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
