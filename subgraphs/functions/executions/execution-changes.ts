import type { Context } from '../../../schema/context.ts'
import { cancellable } from '../../../schema/streams.ts'
import { builder } from '../builder.ts'
import type { Services } from '../services.ts'
import type { ExecutionChange } from './change.ts'
import { ExecutionEntity, type ExecutionRow } from './execution.entity.ts'
import { Execution } from './execution.ts'
import { ExecutionFilter } from './execution-filter.ts'
import { listOfExecutions } from './list-executions.ts'

builder.subscriptionField('executionChanges', (t) =>
  t.field({
    type: Execution,
    nullable: true,
    description:
      'Each execution that the caller may read, whenever it is ordered or gets another status, from now on, wherever it runs: as it is then. Of statuses that it has only for a moment the last one may be all that comes. ' +
      'Where changes may have been missed it ends with UNAVAILABLE: subscribe again, then read `executions`.',
    authScopes: { can: 'executions.read' },
    args: { filter: t.arg({ type: ExecutionFilter, description: 'Which ones.' }) },
    async subscribe(_, { filter }, context) {
      const mayAll = context.reach('executions.read') === 'all'
      const { userId } = context.caller!
      const wants = (change: ExecutionChange) =>
        (mayAll || change.userId === userId) && (!filter?.status || change.status === filter.status)
      const changes = await context.services.changes.subscribe(wants, context.signal)
      return cancellable((signal) => rowsOf(context, changes, filter ?? {}, signal), context.signal)
    },
    resolve: (row) => row,
  }),
)

async function* rowsOf(
  context: Context<Services>,
  changes: AsyncIterableIterator<ExecutionChange>,
  filter: typeof ExecutionFilter.$inferInput,
  signal: AbortSignal,
): AsyncGenerator<ExecutionRow> {
  signal.addEventListener('abort', () => void changes.return?.())
  const { where } = listOfExecutions(context, filter)
  for await (const { id, status } of changes) {
    const row = await context.database.fork().findOne(ExecutionEntity, { $and: [{ id }, where] })
    // One that has another status by now comes with the message about that.
    if (row?.status === status) yield row
  }
}
