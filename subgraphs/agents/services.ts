import type { Config } from '../../schema/config.ts'
import type { Database } from '../../schema/database.ts'
import type { Graph } from '../../schema/graph.ts'
import type { Logger } from '../../schema/log.ts'
import type { Sealer } from '../../schema/sealing.ts'
import type { ToolSource } from './tools/tool.ts'
import type { Journal } from './turns/journal.ts'
import type { OwnedTurns } from './turns/owned-turns.ts'
import type { RunningTurns } from './turns/running-turns.ts'

/** What the resolvers of this subgraph work with. */
export interface Services {
  config: Config
  database: Database
  graph: Graph
  log: Logger
  sealer: Sealer
  journal: Journal
  ownedTurns: OwnedTurns
  turns: RunningTurns
  toolSources: readonly ToolSource[]
}
