import { GraphQLError } from 'graphql'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i

export const isUuid = (text: unknown): text is string => typeof text === 'string' && UUID.test(text)

/** A whole number that JSON holds exactly. */
export function parseBigInt(value: unknown): number {
  if (Number.isSafeInteger(value)) return value as number
  throw new GraphQLError('Input should be a valid integer of at most 53 bits')
}

/** ISO 8601 in, with a time zone or in UTC. */
export function parseDateTime(value: unknown): Date {
  const text =
    typeof value === 'string' && /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?)?$/.test(value) ? `${value.replace(' ', 'T')}Z` : value
  const date =
    typeof text === 'string' && /^\d{4}-\d\d-\d\d/.test(text) ? new Date(text.replace(/^(\d{4}-\d\d-\d\d)Z$/, '$1T00:00:00Z')) : null
  if (date && !Number.isNaN(date.getTime())) return date
  throw new GraphQLError('Input should be a valid datetime')
}

/** ISO 8601 out, in UTC, ending in `Z`. */
export function serializeDateTime(value: unknown): string {
  return value instanceof Date ? value.toISOString() : new Date(value as string).toISOString()
}
