import { createBuilder } from '../../schema/builder.ts'
import type { ChangeFeed } from '../../schema/change-feed.ts'
import { pageArguments } from '../../schema/connections/fields.ts'
import type { Context } from '../../schema/context.ts'
import { reach } from '../../schema/permissions.ts'
import type { Sealer } from '../../schema/sealing.ts'
import type { Scheduler } from './schedules/scheduler.ts'
import type { RowChange } from './watch-rows.ts'
import type { Deliveries } from './webhooks/deliveries.ts'

/** What resolvers of this subgraph find in `context.services`. */
export interface Services {
  deliveries: Deliveries
  scheduler: Scheduler
  sealer: Sealer
  /** Slots of schedules that came up or changed. */
  slotChanges: ChangeFeed<RowChange>
  /** Deliveries that arrived or ended. */
  deliveryChanges: ChangeFeed<RowChange>
}

export const builder = createBuilder<Services>()

/** The arguments of every connection. */
export const page = pageArguments(builder)

builder.scalarType('HttpHeaders', {
  inaccessible: true,
  description: 'Headers of a request, lower-case names to text; of an answer, to text or to a list of texts.',
  serialize: (headers) => headers,
})

/** Owned by identity. */
export const User = builder
  .externalRef('User', builder.selection<{ id: string }>('id'))
  .implement({ externalFields: (t) => ({ id: t.id({ nullable: false }) }) })

/** Owned by functions. */
export const FunctionStub = builder
  .externalRef('Function', builder.selection<{ namespace: string; name: string }>('namespace name'))
  .implement({ externalFields: (t) => ({ namespace: t.string({ nullable: false }), name: t.string({ nullable: false }) }) })

/** Owned by agents. */
export const AgentStub = builder
  .externalRef('Agent', builder.selection<{ namespace: string; name: string }>('namespace name'))
  .implement({ externalFields: (t) => ({ namespace: t.string({ nullable: false }), name: t.string({ nullable: false }) }) })

/** Owned by functions. */
export const Execution = builder
  .externalRef('Execution', builder.keyDirective(builder.selection<{ id: string }>('id'), false))
  .implement({ externalFields: (t) => ({ id: t.id({ nullable: false }) }) })

/** Owned by agents. */
export const Chat = builder
  .externalRef('Chat', builder.keyDirective(builder.selection<{ id: string }>('id'), false))
  .implement({ externalFields: (t) => ({ id: t.id({ nullable: false }) }) })

/** Which rows a list shows: all, the caller's own, or none where they may not even read those. */
export function ownRows(context: Context, action: string) {
  const scope = context.reach(action)
  if (scope === 'all') return {}
  return scope ? { userId: context.caller!.userId } : { id: { $in: [] } }
}

/** May the caller do this to one row? Not kept as a decision: a subscription asks it of every row that changes. */
export function mayOn({ caller }: Pick<Context, 'caller'>, action: string, { userId }: { userId: string }): boolean {
  const scope = reach(caller, action)
  return scope === 'all' || (scope !== null && userId === caller!.userId)
}
