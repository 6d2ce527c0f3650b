import type { ChangeFeed } from '../../schema/change-feed.ts'
import type { Config } from '../../schema/config.ts'
import type { Presence } from '../../schema/ownership/presence.ts'
import type { Queue } from '../../workers/queue/index.ts'
import type { Sandbox } from '../../workers/sandbox/index.ts'
import type { Channel } from './channel.ts'
import type { ExecutionChange } from './executions/change.ts'
import type { ExecutionStore } from './executions/execution-store.ts'
import type { Feed } from './executions/feed.ts'
import type { QueuedRuns } from './executions/queued-runs.ts'
import type { Runner } from './executions/runner.ts'
import type { Catalog } from './functions/catalog.ts'
import type { PackageSets } from './packages/package-sets.ts'
import type { TemplateEngine } from './templates/template-engine.ts'

/** What the resolvers of this subgraph work with. */
export interface Services {
  config: Config
  /** Names this process in the rows that it owns. */
  processId: string
  presence: Presence
  channel: Channel
  catalog: Catalog
  sandbox: Sandbox
  queue: Queue
  store: ExecutionStore
  feed: Feed
  changes: ChangeFeed<ExecutionChange>
  runner: Runner
  queuedRuns: QueuedRuns
  packages: PackageSets
  templates: TemplateEngine
}
