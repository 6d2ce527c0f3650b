import type { Context } from '../../../schema/context.ts'
import { cancellable } from '../../../schema/streams.ts'
import { builder } from '../builder.ts'
import type { Services } from '../services.ts'
import { requireExecution } from './access.ts'
import type { ExecutionRow } from './execution.entity.ts'
import { Execution, ExecutionLog } from './execution.ts'
import { LogEntryEntity, type LogEntryRow } from './log-entry.entity.ts'
import { isOver } from './run-outcome.ts'

type Event = { id: string } & ({ log: LogEntryRow } | { execution: ExecutionRow })

const ExecutionEvent = builder.objectRef<Event>('ExecutionEvent').implement({
  description: 'Something new of an execution: what it printed, or its status.',
  fields: (t) => ({
    id: t.exposeString('id', {
      description: 'Where the stream stands: the number of log entries so far. Send it as `lastEventId` to go on after it.',
    }),
    event: t.string({ description: '`log` or `status`.', resolve: (event) => ('log' in event ? 'log' : 'status') }),
    data: t.field({
      type: 'JSONObject',
      description: 'The event as JSON, in the words of the REST API.',
      resolve: (event) => toJson(event),
    }),
    log: t.field({
      type: ExecutionLog,
      nullable: true,
      description: 'What was printed, where `event` is `log`.',
      resolve: (event) => ('log' in event ? event.log : null),
    }),
    execution: t.field({
      type: Execution,
      nullable: true,
      description: 'The execution as it is now, where `event` is `status`.',
      resolve: (event) => ('execution' in event ? event.execution : null),
    }),
  }),
})

function toJson(event: Event): Record<string, unknown> {
  if ('log' in event) return { number: event.log.number, stream: event.log.stream, text: event.log.text, at: event.log.at }
  const { id, status, outputData, error, inputPrompt, inputSchema, durationMs } = event.execution
  return {
    execution_id: id,
    status,
    ...(outputData !== null && { output_data: outputData }),
    ...(error !== null && { error }),
    ...(status === 'AWAITING_INPUT' && { prompt: inputPrompt, schema: inputSchema }),
    ...(durationMs !== null && { duration_ms: durationMs }),
  }
}

builder.subscriptionField('executionEvents', (t) =>
  t.field({
    type: ExecutionEvent,
    description:
      'What an execution prints, and its status whenever that changes, from the beginning and live, wherever it runs. Ends with it. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: {
      id: t.arg({ type: 'ID', required: true, description: 'Id of the execution.' }),
      lastEventId: t.arg.string({ description: 'The id of the last event that the client has.' }),
    },
    async subscribe(_, { id, lastEventId }, context) {
      await requireExecution(context, id, 'read')
      return cancellable((signal) => events(context, id, Number.parseInt(lastEventId ?? '0', 10) || 0, signal), context.signal)
    },
    resolve: (event) => event,
  }),
)

/** @param next number of the first log entry that is sent */
async function* events({ services, database }: Context<Services>, id: string, next: number, signal: AbortSignal): AsyncGenerator<Event> {
  let status: string | undefined
  for await (const _ of services.feed.follow(id, signal)) {
    // The row before the logs: what was printed before the end is then there to be sent before it.
    const row = await services.store.find(id)
    if (!row) return
    for (const log of await database
      .fork()
      .find(LogEntryEntity, { execution: id, number: { $gte: next } }, { orderBy: { number: 'asc' } })) {
      next = log.number + 1
      yield { id: String(next), log }
    }
    if (row.status !== status) yield { id: String(next), execution: row }
    status = row.status
    if (isOver(row.status)) return
  }
}
