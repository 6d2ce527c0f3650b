import type { RunningTurns } from './turns/running-turns.ts'
import type { TurnServices } from './turns/turn-services.ts'
import type { Watchers } from './turns/watchers.ts'

/** What the resolvers of this subgraph work with. */
export interface Services extends TurnServices {
  turns: RunningTurns
  watchers: Watchers
}
