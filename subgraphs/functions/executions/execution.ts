import type { Context } from '../../../schema/context.ts'
import { limit, skip } from '../../../schema/inputs.ts'
import { mayActOn } from '../../../schema/permissions.ts'
import { builder, User } from '../builder.ts'
import { isAllowed } from '../functions/access.ts'
import { FunctionEntity, type FunctionRow } from '../functions/function.entity.ts'
import { FunctionType } from '../functions/function.ts'
import { requireExecution } from './access.ts'
import { ExecutionEntity, type ExecutionRow, type STATUSES, type TRIGGERS } from './execution.entity.ts'
import { LogEntryEntity, type LogEntryRow } from './log-entry.entity.ts'

export const ExecutionStatus = builder.enumType('ExecutionStatus', {
  description: 'How far an execution is.',
  values: {
    PENDING: { description: 'Queued.' },
    RUNNING: { description: 'It runs.' },
    AWAITING_INPUT: { description: 'Paused until `continueExecution`.' },
    COMPLETED: { description: 'Ended: it returned.' },
    FAILED: { description: 'Ended: `error` and `reason` say why.' },
    CANCELLED: { description: 'Ended: a user cancelled it.' },
  } satisfies Record<(typeof STATUSES)[number], object>,
})

export const TriggerType = builder.enumType('TriggerType', {
  description: 'What called the function.',
  values: {
    WEBHOOK: { description: 'A request to a webhook.' },
    SCHEDULE: { description: 'A schedule, at its time or by hand.' },
    AGENT: { description: 'An agent, as a tool.' },
    MANUAL: { description: 'Kept for clients: what people start by hand counts as what they use for it.' },
    API: { description: 'A client of the API.' },
  } satisfies Record<(typeof TRIGGERS)[number], object>,
})

export const ExecutionLog = builder.objectRef<LogEntryRow>('ExecutionLog').implement({
  description: 'Something that an execution printed: as much of it as came at once.',
  fields: (t) => ({
    number: t.exposeInt('number', { description: 'From 0, without gaps.' }),
    stream: t.exposeString('stream', { description: '`stdout` or `stderr`.' }),
    text: t.exposeString('text', { description: 'What was printed.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When it was printed.' }),
  }),
})

export const Execution = builder.objectRef<ExecutionRow>('Execution').implement({
  description: 'One call of a function: who called what, and how it ended.',
  fields: (t) => ({
    id: t.expose('id', { type: 'ID', description: 'Its id.' }),
    functionNamespace: t.exposeString('functionNamespace', { description: 'Namespace of the function when it was called.' }),
    functionName: t.exposeString('functionName', { description: 'Name of the function when it was called.' }),
    function: t.loadable({
      type: FunctionType,
      nullable: true,
      description: 'The function as it is now; null where it was deleted or may not be read.',
      load: loadFunctions,
      resolve: ({ functionId }) => functionId,
    }),
    version: t.exposeInt('version', { description: 'The version of the function that it was called with.' }),
    user: t.field({ type: User, description: 'The user as whom it runs.', resolve: ({ userId }) => ({ id: userId }) }),
    triggerType: t.expose('triggerType', { type: TriggerType, description: 'What called the function.' }),
    triggerId: t.exposeString('triggerId', { description: 'Id of the webhook, schedule or chat, or a word for where it came from.' }),
    chatId: t.exposeString('chatId', { nullable: true, description: 'The chat in which it was called; null: none.' }),
    status: t.expose('status', { type: ExecutionStatus, description: 'How far it is.' }),
    inputData: t.expose('inputData', { type: 'JSON', nullable: true, description: 'What it was called with.' }),
    outputData: t.expose('outputData', {
      type: 'JSON',
      nullable: true,
      description: 'What the function returned; null until it is completed.',
    }),
    error: t.exposeString('error', { nullable: true, description: 'What went wrong, in a sentence.' }),
    traceback: t.exposeString('traceback', { nullable: true, description: 'Of the function’s own frames.' }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'Why it failed, in a word: exception, timeout, memory, crash, lost, invalid-input, invalid-output, shutdown, ...',
    }),
    inputPrompt: t.exposeString('inputPrompt', { nullable: true, description: 'What it asks, while it waits for input.' }),
    inputSchema: t.expose('inputSchema', { type: 'JSON', nullable: true, description: 'JSON Schema of the input that it waits for.' }),
    attempts: t.exposeInt('attempts', { description: 'Times that it began; more than one where a queued execution was tried again.' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When it began; for a queued one, when it was queued.' }),
    completedAt: t.expose('completedAt', { type: 'DateTime', nullable: true, description: 'When it ended; null before.' }),
    durationMs: t.exposeFloat('durationMs', { nullable: true, description: 'Milliseconds that it ran, without pauses.' }),
    cpuMs: t.exposeFloat('cpuMs', { nullable: true, description: 'CPU time of its process.' }),
    peakMemoryKb: t.exposeInt('peakMemoryKb', { nullable: true, description: 'Most memory that its process held.' }),
    logs: t.loadableGroup({
      type: ExecutionLog,
      description: 'What it printed.',
      load: (ids: string[], { em }) => em.find(LogEntryEntity, { execution: { $in: ids } }, { orderBy: { number: 'asc' } }),
      group: ({ execution }) => execution,
      resolve: ({ id }) => id,
    }),
  }),
})

/** Each null where it was deleted or the caller may not read it. */
async function loadFunctions(ids: string[], { em, caller }: Context): Promise<(FunctionRow | null)[]> {
  const rows = new Map((await em.find(FunctionEntity, { id: { $in: ids } })).map((row) => [row.id, row]))
  return ids.map((id) => {
    const row = rows.get(id)
    return row && caller && isAllowed(caller, row, 'read') ? row : null
  })
}

builder.asEntity(Execution, {
  key: builder.selection<{ id: string }>('id'),
  async resolveReference({ id }, { em, caller }) {
    const row = caller && (await em.findOne(ExecutionEntity, { id }))
    return row && mayActOn(caller, 'executions.read', row.userId) ? row : null
  },
})

builder.queryField('execution', (t) =>
  t.field({
    type: Execution,
    description: 'One execution. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: { id: t.arg({ type: 'ID', required: true, description: 'Id of the execution.' }) },
    async resolve(_, { id }, context) {
      const row = await requireExecution(context, id, 'read')
      return row
    },
  }),
)

builder.queryField('executions', (t) =>
  t.field({
    type: [Execution],
    description: 'Executions, latest first: those of all users with `sinas.executions.read:all`, otherwise the caller’s own.',
    authScopes: { can: 'executions.read' },
    args: {
      skip: t.arg.int(skip),
      limit: t.arg.int(limit),
      functionNamespace: t.arg.string({ description: 'Only those of functions of this namespace.' }),
      functionName: t.arg.string({ description: 'Only those of functions of this name.' }),
      status: t.arg({ type: ExecutionStatus, description: 'Only those that are this far.' }),
      triggerType: t.arg({ type: TriggerType, description: 'Only those that this called.' }),
      triggerId: t.arg.string({ description: 'Only those of this webhook, schedule or chat.' }),
      chatId: t.arg.string({ description: 'Only those of this chat.' }),
    },
    resolve(_, { skip, limit, ...filter }, context) {
      const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null && value !== undefined))
      const visible = context.reach('executions.read') === 'all' ? {} : { userId: context.caller!.userId }
      return context.em.find(
        ExecutionEntity,
        { ...visible, ...given },
        { orderBy: { startedAt: 'desc', id: 'asc' }, offset: skip!, limit: limit! },
      )
    },
  }),
)
