import type { ModelServer } from '../../subgraphs/agents/providers/model-server.testing.ts'
import type { SoakPlatform } from '../platform.ts'
import type { Canaries } from './canaries.ts'
import type { Attacker, Cast } from './cast.ts'
import type { Collector } from './collector.ts'
import type { Estate } from './estate.ts'
import type { Findings } from './findings.ts'
import type { MakeRequest } from './requests.ts'
import type { Tally } from './tally.ts'

/** A run whose token is in the attackers’ hands. */
export interface KeptToken {
  /** Of the code that ran: what the run may, they may do to others' things as well. */
  author: Attacker
  execution: string
  token: string
}

/** All that an attempt, a duty or a check may need. */
export interface World {
  platform: SoakPlatform
  /** Of the gateway, as functions reach it. */
  api: string
  cast: Cast
  estate: Estate
  model: ModelServer
  collector: Collector
  canaries: Canaries
  findings: Findings
  tally: Tally
  makeRequest: MakeRequest
  kept: KeptToken[]
  /** The kind of the next escalation. */
  drawKind(): string
}
