import { z } from 'zod'

/** Arguments of a list. */
export const skipArg = { defaultValue: 0, validate: z.int().min(0), description: 'Leaves out this many.' } as const
export const limitArg = { defaultValue: 100, validate: z.int().min(1).max(1000), description: 'At most this many.' } as const
