import { createGatewayRuntime, type GatewayPlugin, type GatewayRuntime, type Logger as RuntimeLogger } from '@graphql-hive/gateway-runtime'
import type { Executor } from '@graphql-tools/utils'
import { GraphQLError } from 'graphql'
import { isTooDeep } from '../schema/bounded/json.ts'
import { MAX_JSON_DEPTH } from '../schema/bounded/limits.ts'
import type { Config } from '../schema/config.ts'
import type { RequestInfo } from '../schema/context.ts'
import type { SubgraphEndpoint } from '../schema/graph.ts'
import type { Logger } from '../schema/log.ts'
import { tagAnswers } from './documents/cached-answers.ts'
import { persistedDocuments } from './documents/persisted-documents.ts'
import { guardIntrospection } from './introspection.ts'
import { limitQueries } from './limits/limit-queries.ts'
import { limitStreams, type OpenStreams } from './open-streams.ts'
import { noteGraphql } from './request-notes.ts'

/** What the gateway hands to its runtime with each request. */
interface GatewayContext {
  requestInfo: RequestInfo
}

/**
 * The federated graph as clients see it: planned by the Hive gateway runtime, executed in memory by subgraphs of this process
 * and over HTTP by those of others. The endpoint hides the difference.
 * @param supergraph SDL of all subgraphs together
 */
export function createGateway(
  supergraph: string,
  endpoints: ReadonlyMap<string, SubgraphEndpoint>,
  { config, log, streams }: { config: Config; log: Logger; streams: OpenStreams },
): GatewayRuntime {
  return createGatewayRuntime({
    supergraph,
    transports: () => ({
      getSubgraphExecutor: ({ subgraphName }: { subgraphName: string }) => executorOf(endpoints.get(subgraphName)!),
    }),
    // Two addresses of the same: the second is where clients of graphql-sse look.
    graphqlEndpoint: '/graphql{/stream}?',
    landingPage: false,
    logging: SILENT,
    healthCheckEndpoint: '/graphql/health',
    readinessCheckEndpoint: '/graphql/ready',
    // The server answers CORS for all routes alike.
    cors: false,
    maskedErrors: {
      isDev: false,
      maskError(error, message) {
        // Subgraphs have masked their errors already. An error with a cause was thrown by the gateway itself.
        if (error instanceof GraphQLError && !(error.originalError && !(error.originalError instanceof GraphQLError))) return asTold(error)
        if (error instanceof RangeError) return new GraphQLError('The query is nested too deep', BAD_REQUEST)
        log.error({ err: error }, 'the gateway failed')
        return new GraphQLError(message, { extensions: { code: 'INTERNAL' } })
      },
      errorMessage: 'Internal Server Error',
    },
    // The gateway serves its own GraphiQL page.
    graphiql: false,
    plugins: () => [
      persistedDocuments(config),
      noteGraphql(),
      limitVariables(),
      limitStreams(streams),
      limitQueries(config),
      guardIntrospection(config),
      tagAnswers(),
    ],
  } as Parameters<typeof createGatewayRuntime>[0])
}

const BAD_REQUEST = { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } }

const nothing = () => undefined

// The runtime throws its errors. Its own logger reads LOG_LEVEL and refuses `silent`, which only our logger knows.
const SILENT: RuntimeLogger = {
  ...{ level: false, setLevel: nothing, write: nothing, flush: nothing, log: nothing },
  ...{ trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing },
  child: () => SILENT,
  [Symbol.asyncDispose]: async () => undefined,
} as unknown as RuntimeLogger

function limitVariables(): GatewayPlugin {
  return {
    onParams({ params }) {
      if (!isTooDeep(params.variables)) return
      throw new GraphQLError(`The variables are nested deeper than ${MAX_JSON_DEPTH} levels`, BAD_REQUEST)
    },
  }
}

function executorOf(endpoint: SubgraphEndpoint): Executor {
  return ((request: {
    document: Parameters<SubgraphEndpoint['execute']>[0]
    variables?: Record<string, unknown>
    operationName?: string
    operationType?: string
    context?: GatewayContext
  }) => {
    const run = request.operationType === 'subscription' ? endpoint.subscribe : endpoint.execute
    return run(request.document, request.variables, request.context!.requestInfo, request.operationName)
  }) as unknown as Executor
}

/** Clients don't need to know which of our services failed. What has no code and no place in the answer is about the request: variables that don't fit. */
function asTold(error: GraphQLError): GraphQLError {
  const { serviceName: _, ...extensions } = error.extensions
  return new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    path: error.path ?? null,
    extensions: error.path ? extensions : { code: 'BAD_REQUEST', ...extensions },
  })
}
