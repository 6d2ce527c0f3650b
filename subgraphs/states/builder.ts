import { createBuilder } from '../../schema/builder.ts'
import type { Sealer } from '../../schema/sealing.ts'
import type { ChangeFeed } from './change-feed.ts'

export interface Services {
  sealer: Sealer
  changes: ChangeFeed
}

export const builder = createBuilder<Services>()
