import type { GatewayPlugin } from '@graphql-hive/gateway-runtime'
import { type ExecutionArgs, type GraphQLError, getOperationAST } from 'graphql'
import type { RequestInfo } from '../schema/context.ts'

/** Facts about a request, collected on its way through the gateway for its row in the request log. */
export interface RequestNotes {
  /** The error that it was answered with; of several the first. */
  error?: { code: string; message: string } | undefined
  /** A GraphQL request: the body that the runtime read. */
  graphql?: { operationName: string | null | undefined; query: string | null | undefined; variables: unknown } | undefined
  /** The GraphQL operation that was run. */
  operation?: { kind: string; name: string | undefined } | undefined
}

const notes = new WeakMap<RequestInfo, RequestNotes>()

/** The request's notes: to add to, and to read when it has been answered. */
export function notesOf(info: RequestInfo): RequestNotes {
  let found = notes.get(info)
  if (!found) notes.set(info, (found = {}))
  return found
}

export function noteError(info: RequestInfo | null | undefined, { code, message }: { code: string; message: string }): void {
  if (info) notesOf(info).error ??= { code, message }
}

/** Notes what a GraphQL request asks for, and the first error that it is answered with. */
export function noteGraphql(): GatewayPlugin {
  return {
    onParams({ params, context }) {
      const info = infoOf(context)
      if (info) notesOf(info).graphql = { operationName: params.operationName, query: params.query, variables: params.variables }
    },
    onExecute: ({ args }) => noteOperation(args),
    onSubscribe: ({ args }) => noteOperation(args),
    onExecutionResult({ result, context }) {
      if (result && !(Symbol.asyncIterator in result)) noteFirstError(infoOf(context), result.errors)
    },
  }
}

export function noteFirstError(info: RequestInfo | undefined, [error]: readonly GraphQLError[] = []): void {
  if (error) noteError(info, { code: String(error.extensions?.code ?? 'BAD_REQUEST'), message: error.message })
}

const infoOf = (context: unknown) => (context as { requestInfo?: RequestInfo }).requestInfo

function noteOperation({ contextValue, document, operationName }: ExecutionArgs): void {
  const info = infoOf(contextValue)
  const operation = getOperationAST(document, operationName)
  if (info && operation) notesOf(info).operation = { kind: operation.operation, name: operation.name?.value }
}
