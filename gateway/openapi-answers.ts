import type { GraphQLSchema } from 'graphql'
import { ERRORS, type ErrorCode } from '../schema/errors.ts'
import { type Operation, rootType } from '../schema/operations.ts'
import type { JsonSchema } from './json-schema.ts'
import { fieldsOf } from './openapi-names.ts'
import type { Credential } from './rest.ts'

/** Why an operation answers with an error, by its code. */
export type Reasons = Partial<Record<ErrorCode, string>>

const FAULT = { $ref: '#/components/schemas/Error' }

/** Answers that many operations share, by the name of their component. */
const SHARED = {
  Unauthorized: { status: 401, reason: 'There is no credential, or it does not hold.', code: 'UNAUTHENTICATED' },
  BudgetExceeded: { status: 402, reason: 'The budget is spent.', code: 'BUDGET_EXCEEDED' },
  Forbidden: { status: 403, reason: 'The caller lacks the permission.', code: 'FORBIDDEN' },
  NotFound: { status: 404, reason: 'It does not exist, or the caller may not know of it.', code: 'NOT_FOUND' },
  BadRequest: { status: 400, reason: 'The request can’t be carried out as it is.', code: 'BAD_REQUEST' },
  Conflict: { status: 409, reason: 'It is in a state in which this is not possible.', code: 'CONFLICT' },
  PreconditionFailed: { status: 412, reason: 'It does not have the version that `If-Match` names.', code: 'PRECONDITION_FAILED' },
  PayloadTooLarge: { status: 413, reason: 'The body is larger than the limit.', code: 'PAYLOAD_TOO_LARGE' },
  ValidationFailed: { status: 422, reason: 'The input is not valid: `detail` lists every fault.', code: 'VALIDATION' },
  TooManyRequests: { status: 429, reason: 'Too many requests: `Retry-After` says when to try again.', code: 'RATE_LIMITED' },
  InternalError: {
    status: 500,
    reason: 'An error of the platform. Its log has the cause, under the answer’s `X-Request-ID`.',
    code: 'INTERNAL',
  },
  TurnFailed: { status: 502, reason: 'The model failed.', code: 'TURN_FAILED' },
  Unavailable: { status: 503, reason: 'A part of the platform that this needs is away: try again.', code: 'UNAVAILABLE' },
  Timeout: { status: 504, reason: 'It took longer than it may.', code: 'TIMEOUT' },
} as const satisfies Record<string, { status: number; reason: string; code: ErrorCode }>

const RETRY_AFTER = { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer', minimum: 1 } } }

/** `components.responses` of a document. */
export const errorAnswers = (): Record<string, JsonSchema> => ({
  ...Object.fromEntries(Object.entries(SHARED).map(([name, { reason, code }]) => [name, errorAnswer(code, reason)])),
  Other: { description: 'Any other error.', content: { 'application/json': { schema: FAULT } } },
})

function errorAnswer(code: ErrorCode, description: string): JsonSchema {
  // An unforeseen error is plain text: nothing of it is for the client.
  if (code === 'INTERNAL') return { description, content: { 'text/plain': { schema: { const: 'Internal Server Error' } } } }
  const schema = code === 'VALIDATION' ? { $ref: '#/components/schemas/ValidationError' } : FAULT
  return {
    description,
    ...(ERRORS[code].status === 429 && { headers: RETRY_AFTER }),
    content: { 'application/json': { schema, example: exampleOf(code) } },
  }
}

function exampleOf(code: ErrorCode): JsonSchema {
  if (code === 'VALIDATION') return { detail: [{ type: 'missing', loc: ['body', 'name'], msg: 'Field required', input: {} }], code }
  const words: Record<string, string> = {
    ...{ permission: 'sinas.agents.read', what: 'Agent', limit: '1048576', used: '1048577', retryAfter: '12', seconds: '300' },
    reason:
      { CONFLICT: 'The chat is busy', BAD_REQUEST: 'The code has expired', TURN_FAILED: 'The model did not answer' }[code as string] ??
      'it is away',
  }
  return { detail: ERRORS[code].message.replace(/\{(\w+)\}/g, (_, name: string) => words[name] ?? name), code }
}

/** What an operation's fields say of their errors: `Errors: NOT_FOUND, CONFLICT while a turn goes on, those of ‘createChat’.` */
export function declaredErrors(operation: Operation, schema: GraphQLSchema): Reasons {
  const fields = rootType(schema, operation.kind)!.getFields()
  const reasons: Reasons = {}
  const visit = (description: string | null | undefined, depth = 0): void => {
    const told = /Errors: ([\s\S]*)$/.exec(description ?? '')?.[1] ?? ''
    for (const [, code, why] of told.matchAll(/\b([A-Z][A-Z_]+)\b([^.;]*?)(?=, (?:[A-Z]{3}|those)|[.;]|$)/g))
      if (code! in ERRORS) reasons[code as ErrorCode] ??= why!.replace(/[,()]/g, '').trim()
    for (const [, name] of told.matchAll(/those of `(\w+)`/g)) if (depth < 3) visit(fields[name!]?.description, depth + 1)
  }
  for (const field of fieldsOf(operation, schema)) visit(field.description)
  return reasons
}

interface Asked {
  credential: Credential
  hasInput: boolean
  hasBody: boolean
  hasPath: boolean
  /** Counted with the open streams. */
  isStream?: boolean
  declared?: Reasons
}

/** Every error that a route answers with, by status. */
export function errorsOf({ credential, hasInput, hasBody, hasPath, isStream, declared = {} }: Asked): JsonSchema {
  const statuses = new Map<number, string[]>()
  const always = [
    ...(credential !== 'unread' ? [401] : []),
    ...(credential === 'required' ? [403] : []),
    ...(hasPath ? [404] : []),
    ...(hasBody ? [413] : []),
    ...(hasInput ? [422] : []),
    ...(isStream || credential !== 'required' ? [429] : []),
    ...[500, 503],
  ]
  for (const status of always) statuses.set(status, [])
  for (const [code, why] of Object.entries(declared) as [ErrorCode, string][]) {
    const { status } = ERRORS[code]
    statuses.set(status, [
      ...(statuses.get(status) ?? []),
      ...(why ? [`\`${code}\` ${why}.`] : code === 'ALREADY_EXISTS' ? ['`ALREADY_EXISTS` where the name is taken.'] : []),
    ])
  }
  const answers = [...statuses].sort(([a], [b]) => a - b).map(([status, reasons]) => [status, sharedAnswer(status, reasons)])
  return { ...Object.fromEntries(answers), default: { $ref: '#/components/responses/Other' } }
}

function sharedAnswer(status: number, reasons: string[]): JsonSchema {
  const [name, shared] = Object.entries(SHARED).find(([, known]) => known.status === status)!
  const description = reasons.length > 0 && [shared.reason, ...reasons].join(' ')
  return { $ref: `#/components/responses/${name}`, ...(description && { description }) }
}
