import type { SubgraphName } from '../schema/config.ts'
import type { Subgraph } from '../schema/subgraph.ts'
import { agents } from './agents/index.ts'
import { functions } from './functions/index.ts'
import { identity } from './identity/index.ts'
import { logs } from './logs/index.ts'
import { mcp } from './mcp/index.ts'
import { secrets } from './secrets/index.ts'
import { states } from './states/index.ts'
import { triggers } from './triggers/index.ts'

/** Every subgraph of the platform, by name, in the order in which they start. A new one is one line here. */
export const subgraphs: Partial<Record<SubgraphName, Subgraph>> = { logs, identity, secrets, states, functions, mcp, agents, triggers }
