import type { FastifyReply } from 'fastify'
import { MAX_ISSUE_INPUT, MAX_ISSUES } from '../schema/bounded/limits.ts'
import { sizeWithin } from '../schema/bounded/size.ts'
import { ERRORS, type ErrorCode, type Issue, type SinasError } from '../schema/errors.ts'
import { noteError } from './request-notes.ts'

interface ErrorBody {
  /** What a person reads; where the input was not valid, every fault of it. */
  detail: string | Issue[]
  /** What a program reads: the same as `extensions.code` of the error in GraphQL. */
  code: ErrorCode
  /** Calls that a person must decide on first. */
  pending_approvals?: unknown
}

/** The body of an error over REST. @param locate where the issues are in the request, when known */
function errorBody({ code, message, extensions }: SinasError, locate?: (issues: Issue[]) => Issue[]): ErrorBody {
  const issues = extensions.issues as Issue[] | undefined
  const { pendingApprovals } = extensions
  if (pendingApprovals) return { detail: message, code, pending_approvals: pendingApprovals }
  if (code !== 'VALIDATION' || !issues) return { detail: message, code }
  const told = issues.slice(0, MAX_ISSUES).map(withoutLongInput)
  return { detail: locate ? locate(told) : told, code }
}

/** A client that sent megabytes does not need them back. */
function withoutLongInput({ input, ...issue }: Issue): Issue {
  const isShort = input !== undefined && sizeWithin(input, { values: MAX_ISSUE_INPUT, characters: MAX_ISSUE_INPUT })
  return isShort ? { ...issue, input } : issue
}

/** Answers with an error of ours: its status, its headers, its body. */
export function sendError(reply: FastifyReply, error: SinasError, locate?: (issues: Issue[]) => Issue[]): FastifyReply {
  const { status } = ERRORS[error.code]
  noteError(reply.request.info, error)
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  const { retryAfter } = error.extensions
  if (typeof retryAfter === 'number') reply.header('retry-after', String(Math.max(1, Math.ceil(retryAfter))))
  // An unforeseen error is plain text: nothing of it is for the client.
  if (error.code === 'INTERNAL') return reply.code(500).type('text/plain; charset=utf-8').send('Internal Server Error')
  // A GraphQL client reads errors where GraphQL has them, also those from before its query was read.
  if (reply.request.url.startsWith('/graphql')) {
    return reply.code(status).send({ errors: [{ message: error.message, extensions: { code: error.code } }] })
  }
  return reply.code(status).send(errorBody(error, locate))
}
