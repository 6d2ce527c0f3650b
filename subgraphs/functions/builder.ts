import { z } from 'zod'
import { createBuilder } from '../../schema/builder.ts'
import { hasNul } from '../../schema/storable.ts'
import type { Services } from './services.ts'

export const builder = createBuilder<Services>()

/** Identity's user: only its key is known here. */
export const User = builder
  .externalRef('User', builder.selection<{ id: string }>('id'))
  .implement({ externalFields: (t) => ({ id: t.id({ nullable: false }) }) })

/** Namespaces and names end up as Python names. */
export const identifier = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/)

/** PostgreSQL can't store NUL in text. */
export const plainText = z.string().refine((text) => !hasNul(text), 'NUL characters are not allowed')

/** Arguments of a list. */
export const skip = { defaultValue: 0, validate: z.int().min(0), description: 'Leaves out this many.' } as const
export const limit = { defaultValue: 100, validate: z.int().min(1).max(1000), description: 'At most this many.' } as const
