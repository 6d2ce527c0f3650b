import type { Config } from '../../schema/config.ts'
import type { Database } from '../../schema/database.ts'
import type { Logger } from '../../schema/log.ts'
import type { Sealer } from '../../schema/sealing.ts'
import type { Connections } from './connections/connections.ts'

/** What the resolvers of this subgraph work with. */
export interface Services {
  config: Config
  database: Database
  log: Logger
  sealer: Sealer
  connections: Connections
}
