import { z } from 'zod'
import { createBuilder } from '../../schema/builder.ts'
import type { Context } from '../../schema/context.ts'
import type { Sealer } from '../../schema/sealing.ts'
import type { Scheduler } from './schedules/scheduler.ts'
import type { Deliveries } from './webhooks/deliveries.ts'

/** What resolvers of this subgraph find in `context.services`. */
export interface Services {
  deliveries: Deliveries
  scheduler: Scheduler
  sealer: Sealer
}

export const builder = createBuilder<Services>()

/** Owned by identity. */
export const User = builder
  .externalRef('User', builder.selection<{ id: string }>('id'))
  .implement({ externalFields: (t) => ({ id: t.id({ nullable: false }) }) })

/** Owned by functions. */
export const FunctionStub = builder
  .externalRef('Function', builder.selection<{ namespace: string; name: string }>('namespace name'))
  .implement({ externalFields: (t) => ({ namespace: t.string({ nullable: false }), name: t.string({ nullable: false }) }) })

/** Text that PostgreSQL can store. */
export const plainText = (min: number, max: number) =>
  z
    .string()
    .min(min)
    .max(max)
    .refine((text) => !text.includes('\0'), 'NUL characters are not allowed')

export const identifier = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/)

/** A JSON object, as a JSON scalar may hold anything. */
export const jsonObject = z.record(z.string(), z.unknown())

/** `skip` and `limit`, as every list takes them. */
export const page = {
  skip: { defaultValue: 0, validate: z.int().min(0), description: 'How many to leave out.' },
  limit: { defaultValue: 100, validate: z.int().min(1).max(1000), description: 'How many at most, 1 to 1000.' },
} as const

/** What of an input was given: a field that is absent or null stays as it is. */
export function given<Input extends object>(input: Input): { [Key in keyof Input]?: Exclude<Input[Key], null | undefined> } {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null && value !== undefined)) as never
}

/** Which rows a list shows: all, or the caller's own. */
export const ownRows = (context: Context, action: string) => (context.reach(action) === 'all' ? {} : { userId: context.caller!.userId })
