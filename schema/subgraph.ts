import { type DocumentNode, type ExecutionResult, execute, type GraphQLSchema, subscribe } from 'graphql'
import type { Config, SubgraphName } from './config.ts'
import { RequestContext, type RequestInfo } from './context.ts'
import { type Database, openDatabase } from './database.ts'
import type { Graph } from './graph.ts'
import type { Logger } from './log.ts'
import type { Sealer } from './sealing.ts'
import { endWithErrors } from './streams.ts'

/** What every subgraph is given when it starts. */
export interface Platform {
  config: Config
  log: Logger
  /** PostgreSQL: a server's, or the embedded one's. */
  databaseUrl: string
  /** Signs access tokens, and the caller's identity between processes. */
  secretKey: string
  sealer: Sealer
  graph: Graph
  /** A folder of the data folder that belongs to the caller. */
  folder(name: string): string
}

/** A bounded context. @typeParam Services what its resolvers find in `context.services` */
export interface Subgraph<Services = any> {
  name: SubgraphName
  /** A Federation v2 subgraph that could run alone. */
  schema: GraphQLSchema
  /** Results of `defineEntity`. */
  entities: any[]
  /** Folder of migrations, as a `file:` URL. */
  migrations: URL
  start(
    platform: Platform,
    database: Database,
  ): Promise<{ services: Services; stop(): Promise<void>; ready?(): Promise<Record<string, unknown>> }>
}

export interface RunningSubgraph {
  readonly name: SubgraphName
  readonly schema: GraphQLSchema
  readonly database: Database
  /** Executes a validated document. */
  execute(
    document: DocumentNode,
    variables: Record<string, unknown> | undefined,
    request: RequestInfo,
    operationName?: string,
  ): Promise<ExecutionResult>
  subscribe(
    document: DocumentNode,
    variables: Record<string, unknown> | undefined,
    request: RequestInfo,
    operationName?: string,
  ): Promise<ExecutionResult | AsyncIterableIterator<ExecutionResult>>
  context(request: RequestInfo): RequestContext<unknown>
  /** What it depends on: name to what is known of it. @throws when a dependency is away */
  ready(): Promise<Record<string, unknown>>
  stop(): Promise<void>
}

/** Opens the subgraph's database, migrates it and starts the subgraph in this process. */
export async function startSubgraph(subgraph: Subgraph, platform: Platform): Promise<RunningSubgraph> {
  const { name, schema } = subgraph
  const log = platform.log.child({ subgraph: name })
  const database = await openDatabase({
    url: platform.databaseUrl,
    schema: name,
    entities: subgraph.entities,
    migrations: subgraph.migrations,
    poolSize: platform.config.DB_POOL_SIZE,
  })
  const started = await subgraph.start({ ...platform, log }, database)
  const room = { database, services: started.services, graph: platform.graph, log }

  // One context per request and subgraph: dataloaders batch across the gateway's calls.
  const contexts = new WeakMap<RequestInfo, RequestContext<unknown>>()
  const context = (request: RequestInfo) => {
    let known = contexts.get(request)
    if (!known) contexts.set(request, (known = new RequestContext(request, room)))
    return known
  }

  return {
    name,
    schema,
    database,
    context,
    async execute(document, variableValues, request, operationName) {
      return execute({ schema, document, variableValues, operationName, contextValue: context(request) })
    },
    async subscribe(document, variableValues, request, operationName) {
      const result = await subscribe({ schema, document, variableValues, operationName, contextValue: context(request) })
      return Symbol.asyncIterator in result ? endWithErrors(result) : result
    },
    async ready() {
      await database.pool.query('select 1')
      return (await started.ready?.()) ?? {}
    },
    async stop() {
      await started.stop()
      await database.close()
    },
  }
}
