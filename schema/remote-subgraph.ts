import { buildHTTPExecutor } from '@graphql-tools/executor-http'
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql'
import type { Decision, RequestInfo } from './context.ts'
import { SinasError } from './errors.ts'
import type { SubgraphEndpoint } from './graph.ts'
import { ENVELOPE_HEADER, signEnvelope } from './identity-envelope.ts'
import { REFUSAL_HEADER } from './signed-port.ts'

interface RemoteSubgraphOptions {
  /** Its name: the audience of the signed identity. */
  name: string
  url: string
  /** Its schema, which every process has by import. */
  schema: GraphQLSchema
  secretKey: string
}

/** A subgraph that another process serves. The caller's identity travels signed, with every request. */
export function remoteSubgraph({ name, url, schema, secretKey }: RemoteSubgraphOptions): SubgraphEndpoint {
  const away = (reason: string, cause?: unknown) => new SinasError('UNAVAILABLE', { what: `The ${name} subgraph`, reason }, cause)
  const executor = buildHTTPExecutor({
    endpoint: url,
    method: 'POST',
    // Two users' identical queries are two queries: merged, one would get the other's answer.
    deduplicateInflightRequests: false,
    fetch: async (target: string, init: RequestInit, context: { request: RequestInfo }) => {
      const headers = new Headers(init.headers)
      headers.set(ENVELOPE_HEADER, signEnvelope(secretKey, context.request, name, String(init.body)))
      const response = await fetch(target, { ...init, headers }).catch((error: Error) => {
        if (init.signal?.aborted) throw error
        throw away('it does not answer', error)
      })
      const refusal = response.headers.get(REFUSAL_HEADER)
      if (refusal === null) return response
      await response.body?.cancel()
      throw away(`it refuses this process: ${refusal}`)
    },
  } as Parameters<typeof buildHTTPExecutor>[0])

  const run = (document: DocumentNode, variables: Record<string, unknown> | undefined, request: RequestInfo, operationName?: string) =>
    executor({ document, variables, operationName, context: { request }, signal: request.signal } as Parameters<typeof executor>[0])

  return {
    schema,
    async execute(document, variables, request, operationName) {
      const result = (await run(document, variables, request, operationName)) as ExecutionResult
      // What was decided there belongs to the request's log, not to its answer.
      const decisions = result.extensions?.decisions as Decision[] | undefined
      if (!decisions) return result
      request.decisions.push(...decisions)
      const { extensions: _, ...rest } = result
      return rest
    },
    async subscribe(document, variables, request, operationName) {
      return (await run(document, variables, request, operationName)) as ExecutionResult | AsyncIterableIterator<ExecutionResult>
    },
  }
}
