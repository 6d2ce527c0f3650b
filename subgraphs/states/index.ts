import { buildSubgraph } from '../../schema/builder.ts'
import { openChangeFeed } from '../../schema/change-feed.ts'
import type { Subgraph } from '../../schema/subgraph.ts'
import { builder, type Services } from './builder.ts'
import { CHANNEL, type Change } from './change.ts'
import { startPruning } from './prune-states.ts'
import { StateEntity } from './state.entity.ts'
import './change-states.ts'
import './state.ts'
import './state-changes.ts'

/** Key-value states of users and agents, shared as their owners say. */
export const states: Subgraph<Services> = {
  name: 'states',
  schema: buildSubgraph(builder),
  entities: [StateEntity],
  migrations: new URL('./migrations/', import.meta.url),
  async start({ sealer, listener, log }, database) {
    const changes = await openChangeFeed<Change>(listener, CHANNEL)
    const stopPruning = startPruning(database, changes, log)
    return {
      services: { sealer, changes },
      async stop() {
        await stopPruning()
        changes.close()
      },
    }
  },
}
