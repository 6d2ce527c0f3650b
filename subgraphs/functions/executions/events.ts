import type { Context } from '../../../schema/context.ts'
import { cancellable } from '../../../schema/streams.ts'
import { builder } from '../builder.ts'
import type { Services } from '../services.ts'
import { requireExecution } from './access.ts'
import type { ExecutionRow } from './execution.entity.ts'
import { Execution } from './execution.ts'
import { ExecutionLog } from './log.ts'
import { LogEntryEntity, type LogEntryRow } from './log-entry.entity.ts'
import { isOver } from './run-outcome.ts'

interface Printed {
  id: string
  log: LogEntryRow
}

interface Changed {
  id: string
  execution: ExecutionRow
}

interface Stepped {
  id: string
  steps: StepCount
}

interface StepCount {
  begun: number
  ended: number
}

type Event = Printed | Changed | Stepped

const CURSOR = 'Where the stream stands: the number of log entries so far. Send it as `after` to go on after it.'

const ExecutionPrinted = builder.objectRef<Printed>('ExecutionPrinted').implement({
  description: 'An execution printed something.',
  fields: (t) => ({
    id: t.exposeString('id', { description: CURSOR }),
    log: t.expose('log', { type: ExecutionLog, description: 'What was printed.' }),
  }),
})

const ExecutionStatusChanged = builder.objectRef<Changed>('ExecutionStatusChanged').implement({
  description: 'An execution has another status. The first one says which it has as the stream begins.',
  fields: (t) => ({
    id: t.exposeString('id', { description: CURSOR }),
    execution: t.expose('execution', { type: Execution, description: 'The execution as it is now.' }),
  }),
})

const ExecutionStepsChanged = builder.objectRef<Stepped>('ExecutionStepsChanged').implement({
  description: 'Calls inside of an execution began or ended: read its `steps`.',
  fields: (t) => ({
    id: t.exposeString('id', { description: CURSOR }),
    begun: t.int({ description: 'How many steps have begun.', resolve: ({ steps }) => steps.begun }),
    ended: t.int({ description: 'How many of them have ended.', resolve: ({ steps }) => steps.ended }),
  }),
})

const ExecutionUpdate = builder.unionType('ExecutionUpdate', {
  description: 'Something new of an execution.',
  types: [ExecutionPrinted, ExecutionStatusChanged, ExecutionStepsChanged],
  resolveType: (event) => ('log' in event ? ExecutionPrinted : 'steps' in event ? ExecutionStepsChanged : ExecutionStatusChanged),
})

const ExecutionEvent = builder.objectRef<Exclude<Event, Stepped>>('ExecutionEvent').implement({
  description: 'What is new of an execution, as Server-Sent Events have it.',
  fields: (t) => ({
    id: t.exposeString('id', { description: 'What `Last-Event-ID` says to go on after it.' }),
    event: t.string({ description: '`log` or `status`.', resolve: (event) => ('log' in event ? 'log' : 'status') }),
    data: t.field({ type: 'JSONObject', description: 'In the words of the REST API.', resolve: (event) => toJson(event) }),
  }),
})

function toJson(event: Exclude<Event, Stepped>): Record<string, unknown> {
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

builder.subscriptionFields((t) => ({
  executionEvents: t.field({
    type: ExecutionUpdate,
    nullable: true,
    description:
      'What an execution prints, that steps of it begin and end, and its status whenever that changes, from the beginning and live, wherever it runs. Ends with it. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: {
      id: t.arg({ type: 'ID', required: true, description: 'Id of the execution.' }),
      after: t.arg.string({ description: 'The id of the last event that the client has.' }),
    },
    subscribe: (_, { id, after }, context) => follow(context, id, after),
    resolve: (event) => event,
  }),
  executionMessages: t.field({
    type: ExecutionEvent,
    nullable: true,
    description: 'The same as Server-Sent Events have it: for clients that know the words of the REST API. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: {
      id: t.arg({ type: 'ID', required: true, description: 'Id of the execution.' }),
      lastEventId: t.arg.string({ description: 'The id of the last event that the client has.' }),
    },
    subscribe: (_, { id, lastEventId }, context) => follow(context, id, lastEventId, false),
    resolve: (event) => event as Exclude<Event, Stepped>,
  }),
}))

/** @throws SinasError NOT_FOUND, FORBIDDEN */
async function follow(context: Context<Services>, id: string, lastEventId: string | null | undefined, tellsSteps = true) {
  await requireExecution(context, id, 'read')
  const next = Number.parseInt(lastEventId ?? '0', 10) || 0
  return cancellable((signal) => events(context, { id, next, tellsSteps }, signal), context.signal)
}

interface Following {
  id: string
  /** Number of the first log entry that is sent. */
  next: number
  tellsSteps: boolean
}

const STEPS = `select count(*)::int as begun, (count(*) filter (where status <> 'RUNNING'))::int as ended from functions.steps where execution_id = $1`

async function* events({ services, database }: Context<Services>, following: Following, signal: AbortSignal): AsyncGenerator<Event> {
  const { id, tellsSteps } = following
  let { next } = following
  let status: string | undefined
  let known: StepCount = { begun: 0, ended: 0 }
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
    if (tellsSteps) {
      const [steps] = await database.query<StepCount>(STEPS, [id])
      if (steps!.begun !== known.begun || steps!.ended !== known.ended) yield { id: String(next), steps: steps! }
      known = steps!
    }
    if (row.status !== status) yield { id: String(next), execution: row }
    status = row.status
    if (isOver(row.status)) return
  }
}
