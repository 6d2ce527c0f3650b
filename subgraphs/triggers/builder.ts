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

builder.scalarType('HttpHeaders', {
  inaccessible: true,
  description: 'Headers of a request, lower-case names to text; of an answer, to text or to a list of texts.',
  serialize: (headers) => headers,
})

/** Owned by identity. */
export const User = builder
  .externalRef('User', builder.keyDirective(builder.selection<{ id: string }>('id'), false))
  .implement({ externalFields: (t) => ({ id: t.id({ nullable: false }) }) })

/** Owned by functions. */
export const FunctionStub = builder
  .externalRef('Function', builder.keyDirective(builder.selection<{ namespace: string; name: string }>('namespace name'), false))
  .implement({ externalFields: (t) => ({ namespace: t.string({ nullable: false }), name: t.string({ nullable: false }) }) })

/** Which rows a list shows: all, or the caller's own. */
export const ownRows = (context: Context, action: string) => (context.reach(action) === 'all' ? {} : { userId: context.caller!.userId })
