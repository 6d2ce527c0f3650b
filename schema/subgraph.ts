import type { GraphQLSchema } from 'graphql'
import type { Config, SubgraphName } from './config.ts'
import { type Database, type Entities, openDatabase } from './database.ts'
import type { Graph, SubgraphEndpoint } from './graph.ts'
import { localSubgraph } from './local-subgraph.ts'
import type { Logger } from './log.ts'
import type { Listener } from './ownership/listener.ts'
import type { Presence } from './ownership/presence.ts'
import type { Sealer } from './sealing.ts'

/** What every subgraph is given when it starts. */
export interface Platform {
  config: Config
  log: Logger
  /** PostgreSQL: a server's, or the embedded one's. */
  databaseUrl: string
  /** Signs access tokens, and the caller's identity between processes. */
  secretKey: string
  /** Signs what is asked of sandbox workers. undefined: functions run in this process. */
  workerKey: string | undefined
  sealer: Sealer
  graph: Graph
  /** On which this process hears the others. */
  listener: Listener
  /** By which this process owns rows. */
  presence: Presence
  /** A folder of the data folder that belongs to the caller. */
  folder(name: string): string
}

/** A bounded context. @typeParam Services what its resolvers find in `context.services` */
export interface Subgraph<Services = unknown> {
  name: SubgraphName
  /** A Federation v2 subgraph that could run alone. */
  schema: GraphQLSchema
  entities: Entities
  /** Folder of migrations, as a `file:` URL. */
  migrations: URL
  start(
    platform: Platform,
    database: Database,
  ): Promise<{ services: Services; stop(): Promise<void>; ready?(): Promise<Record<string, unknown>> }>
}

/** A subgraph that runs in this process. It executes validated documents. */
export interface RunningSubgraph extends SubgraphEndpoint {
  readonly name: SubgraphName
  readonly database: Database
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
    log,
  })
  const started = await subgraph.start({ ...platform, log }, database)
  const dependencies = { database, services: started.services, graph: platform.graph, log }

  return {
    name,
    database,
    ...localSubgraph(schema, dependencies),
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
