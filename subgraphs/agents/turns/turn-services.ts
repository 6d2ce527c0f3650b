import type { ChangeFeed } from '../../../schema/change-feed.ts'
import type { Config } from '../../../schema/config.ts'
import type { Database } from '../../../schema/database.ts'
import type { Graph } from '../../../schema/graph.ts'
import type { Logger } from '../../../schema/log.ts'
import type { Sealer } from '../../../schema/sealing.ts'
import type { ApprovalChange } from '../approvals/approval-change.ts'
import type { ChatChange } from '../chats/chat-change.ts'
import type { TurnToolSource } from '../tools/tool.ts'
import type { Journal } from './journal.ts'
import type { OwnedTurns } from './owned-turns.ts'
import type { TurnBatches } from './turn-batches.ts'

/** What a turn works with. */
export interface TurnServices {
  config: Config
  database: Database
  graph: Graph
  log: Logger
  sealer: Sealer
  journal: Journal
  ownedTurns: OwnedTurns
  batches: TurnBatches
  approvals: ChangeFeed<ApprovalChange>
  chatChanges: ChangeFeed<ChatChange>
  turns: { readonly isClosing: boolean }
  toolSources: readonly TurnToolSource[]
}
