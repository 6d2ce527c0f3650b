import { orderInput } from '../../../schema/connections/fields.ts'
import { loadRow } from '../../../schema/connections/load-row.ts'
import { readPage } from '../../../schema/connections/page.ts'
import type { Context } from '../../../schema/context.ts'
import { mayActOn } from '../../../schema/permissions.ts'
import { isUuid } from '../../../schema/scalars.ts'
import { builder, Chat, page, Schedule, User, Webhook } from '../builder.ts'
import { readableFunction } from '../functions/find-function.ts'
import { FunctionType } from '../functions/function.ts'
import { FunctionVersion, readableVersions } from '../functions/version.ts'
import type { Services } from '../services.ts'
import { requireExecution } from './access.ts'
import { ExecutionEntity, type ExecutionRow } from './execution.entity.ts'
import { ExecutionFilter } from './execution-filter.ts'
import { ExecutionStatus, TriggerType } from './execution-status.ts'
import { LATEST_FIRST, listOfExecutions } from './list-executions.ts'

export const Execution = builder.objectRef<ExecutionRow>('Execution').implement({
  description: 'One call of a function: who called what, and how it ended.',
  fields: (t) => ({
    id: t.expose('id', { type: 'ID', description: 'Its id.' }),
    functionNamespace: t.exposeString('functionNamespace', { description: 'Namespace of the function when it was called.' }),
    functionName: t.exposeString('functionName', { description: 'Name of the function when it was called.' }),
    functionId: t.expose('functionId', { type: 'ID', description: 'Id of the function.' }),
    function: t.field({
      type: FunctionType,
      nullable: true,
      description: 'The function as it is now; null where it was deleted or may not be read.',
      resolve: ({ functionId }, _, context) => readableFunction(context, functionId),
    }),
    version: t.exposeInt('version', { description: 'The version of the function that it was called with.' }),
    functionVersion: t.loadable({
      type: FunctionVersion,
      nullable: true,
      description: 'The function as it was when it was called; null where it was deleted or may not be read.',
      load: (keys: string[], context) =>
        readableVersions(
          context,
          keys.map((key) => JSON.parse(key) as [string, number]),
        ),
      resolve: ({ functionId, version }) => JSON.stringify([functionId, version]),
    }),
    userId: t.expose('userId', { type: 'ID', description: 'The user as whom it runs.' }),
    user: t.field({ type: User, nullable: true, description: 'The user as whom it runs.', resolve: ({ userId }) => ({ id: userId }) }),
    triggerType: t.expose('triggerType', { type: TriggerType, description: 'What called the function.' }),
    triggerId: t.exposeString('triggerId', { description: 'Id of the webhook, schedule or chat, or a word for where it came from.' }),
    webhook: t.field({
      type: Webhook,
      nullable: true,
      description: 'The webhook that called the function; null where it was none, or is gone.',
      resolve: ({ triggerType, triggerId }) => (triggerType === 'WEBHOOK' ? { id: triggerId } : null),
    }),
    schedule: t.field({
      type: Schedule,
      nullable: true,
      description: 'The schedule that called the function; null where it was none, or is gone.',
      resolve: ({ triggerType, triggerId }) => (triggerType === 'SCHEDULE' ? { id: triggerId } : null),
    }),
    chatId: t.exposeString('chatId', { nullable: true, description: 'The chat in which it was called; null: none.' }),
    chat: t.field({
      type: Chat,
      nullable: true,
      description: 'The chat in which it was called; null where it was none, is gone, or may not be read.',
      resolve: ({ chatId }) => (chatId && isUuid(chatId) ? { id: chatId } : null),
    }),
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
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was ordered: lists are in this order.' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When it began; for a queued one, when it was queued.' }),
    completedAt: t.expose('completedAt', { type: 'DateTime', nullable: true, description: 'When it ended; null before.' }),
    durationMs: t.exposeFloat('durationMs', { nullable: true, description: 'Milliseconds that it ran, without pauses.' }),
    cpuMs: t.exposeFloat('cpuMs', { nullable: true, description: 'CPU time of its process.' }),
    peakMemoryKb: t.exposeInt('peakMemoryKb', { nullable: true, description: 'Most memory that its process held.' }),
  }),
})

builder.asEntity(Execution, {
  key: builder.selection<{ id: string }>('id'),
  resolveReference: ({ id }, context) => readableExecution(context, id),
})

/** The execution of an id; null where there is none, or the caller may not read it. */
export async function readableExecution(context: Context, id: string): Promise<ExecutionRow | null> {
  const row = context.caller && (await loadRow(context, ExecutionEntity, id))
  return row && mayReadExecution(context, row) ? row : null
}

const mayReadExecution = ({ caller }: Pick<Context, 'caller'>, { userId }: Pick<ExecutionRow, 'userId'>): boolean =>
  mayActOn(caller, 'executions.read', userId)

/** Null for an execution that the caller may not read: a mutation shows it to one who may only call or cancel it, and not what is in it. */
export const idsOfReadable = (context: Pick<Context, 'caller'>, executions: readonly ExecutionRow[]): (string | null)[] =>
  executions.map((row) => (mayReadExecution(context, row) ? row.id : null))

export const ExecutionConnection = builder.connectionObject({
  type: Execution,
  name: 'ExecutionConnection',
  description: 'A page of a list of executions.',
})

const ExecutionOrder = orderInput<ExecutionRow, Services>(builder, 'Execution', {
  CREATED_AT: { property: 'createdAt', description: 'When it was ordered.' },
})

builder.queryFields((t) => ({
  execution: t.field({
    type: Execution,
    nullable: true,
    description: 'One execution. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: { id: t.arg({ type: 'ID', required: true, description: 'Id of the execution.' }) },
    resolve: (_, { id }, context) => requireExecution(context, id, 'read'),
  }),
  executions: t.field({
    type: ExecutionConnection,
    nullable: true,
    description: 'Executions: those of all users with `sinas.executions.read:all`, otherwise the caller’s own.',
    authScopes: { can: 'executions.read' },
    args: {
      ...page,
      filter: t.arg({ type: ExecutionFilter, description: 'Which ones.' }),
      orderBy: t.arg({ type: ExecutionOrder.input, description: 'Absent: the latest first.' }),
    },
    resolve: (_, { filter, orderBy, ...args }, context) =>
      readPage(context.em, listOfExecutions(context, filter ?? {}, ExecutionOrder.order(orderBy, LATEST_FIRST)), args),
  }),
}))
