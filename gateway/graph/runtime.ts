import { createGatewayRuntime, type GatewayPlugin, type GatewayRuntime } from '@graphql-hive/gateway-runtime'
import type { Executor } from '@graphql-tools/utils'
import { type DocumentNode, GraphQLError } from 'graphql'
import { isTooDeep } from '../../schema/bounded/json.ts'
import { MAX_JSON_DEPTH } from '../../schema/bounded/limits.ts'
import type { Config } from '../../schema/config.ts'
import type { RequestInfo } from '../../schema/context.ts'
import type { SubgraphEndpoint } from '../../schema/graph.ts'
import type { Logger } from '../../schema/log.ts'
import { tagAnswers } from '../documents/cached-answers.ts'
import { findDocuments, type PersistedDocuments } from '../documents/persisted-documents.ts'
import { guardIntrospection } from '../introspection.ts'
import { limitQueries } from '../limits/limit-queries.ts'
import { limitStreams, type OpenStreams } from '../open-streams.ts'
import { noteGraphql } from '../request-notes.ts'
import { maskErrors } from './mask-errors.ts'
import { SILENT } from './runtime-log.ts'

interface Dependencies {
  config: Config
  log: Logger
  streams: OpenStreams
  persisted: PersistedDocuments
}

/** What the gateway hands to its runtime with each request. */
interface GatewayContext {
  requestInfo: RequestInfo
}

/**
 * The federated graph as clients see it: planned by the Hive gateway runtime, executed in memory by subgraphs of this process
 * and over HTTP by those of others. The endpoint hides the difference.
 * @param supergraph of all subgraphs together
 */
export function createGateway(
  supergraph: DocumentNode,
  endpoints: ReadonlyMap<string, SubgraphEndpoint>,
  { config, log, streams, persisted }: Dependencies,
): GatewayRuntime {
  const mask = maskErrors(log)
  const make = () =>
    createGatewayRuntime({
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
        maskError: (error: unknown, message: string) => mask(error, message),
        errorMessage: 'Internal Server Error',
      },
      // The gateway serves its own GraphiQL page.
      graphiql: false,
      plugins: () => [
        findDocuments(persisted),
        noteGraphql(),
        limitVariables(),
        limitStreams(streams),
        limitQueries(config),
        guardIntrospection(config),
        tagAnswers(),
      ],
    } as Parameters<typeof createGatewayRuntime>[0])
  return withoutSignalListeners(make)
}

/** The runtime would end by itself at a signal, while requests finish: the process decides when. */
function withoutSignalListeners<Made>(make: () => Made): Made {
  const signals = ['SIGINT', 'SIGTERM'] as const
  const before = new Set(signals.flatMap((signal) => process.listeners(signal)))
  const made = make()
  for (const signal of signals)
    for (const listener of process.listeners(signal)) if (!before.has(listener)) process.removeListener(signal, listener)
  return made
}

const BAD_REQUEST = { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } }

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
