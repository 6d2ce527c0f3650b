import { z } from 'zod'
import { createBuilder } from '../../schema/builder.ts'
import type { Sealer } from '../../schema/sealing.ts'
import type { ChangeFeed } from './change-feed.ts'

export interface Services {
  sealer: Sealer
  changes: ChangeFeed
}

export const builder = createBuilder<Services>()

/** Text that PostgreSQL can hold: a NUL character it can't. @param max characters */
export const text = (min: number, max: number) => line.min(min).max(max)

const line = z.string().refine((value) => !value.includes('\0'), 'NUL characters are not allowed')
