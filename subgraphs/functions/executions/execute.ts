import { z } from 'zod'
import type { Context } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import { text } from '../../../schema/inputs.ts'
import { questionOf } from '../../../schema/tools/function-tool.ts'
import { builder } from '../builder.ts'
import { authoriseNamed } from '../functions/access.ts'
import type { CallableFunction } from '../functions/catalog.ts'
import { JOB_STATUS } from '../jobs/job-status.ts'
import type { Services } from '../services.ts'
import { Execution, ExecutionStatus, TriggerType } from './execution.ts'
import type { Report } from './run-outcome.ts'

const patience = z.int().min(1).max(86_400)
const key = text(1, 255)
/** A month: what is to run later than that is a schedule. */
const delay = z
  .int()
  .min(0)
  .max(31 * 86_400)

interface NamedFunction {
  namespace: string
  name: string
  /** Where it was found before: another one of the same name is not it. */
  id?: string | null | undefined
}

/** The function that the caller names and may execute. @throws SinasError FORBIDDEN, NOT_FOUND, or BAD_REQUEST where it is not active */
async function callable(context: Context<Services>, reference: NamedFunction): Promise<CallableFunction> {
  const { namespace, name, id } = reference
  const found = await context.services.catalog.find(namespace, name)
  const fn = authoriseNamed(context, reference, !id || found?.id === id ? found : null, 'execute')
  if (!fn.isActive) throw new SinasError('BAD_REQUEST', { reason: `Function ${namespace}/${name} is not active` })
  return fn
}

export const ExecutionReport = builder.objectRef<Report>('ExecutionReport').implement({
  description: 'How a call of a function went.',
  fields: (t) => ({
    executionId: t.expose('executionId', { type: 'ID', description: 'The execution, by which it can be asked for later.' }),
    status: t.expose('status', { type: ExecutionStatus, description: 'RUNNING: it goes on, but the caller’s timeout is over.' }),
    jobStatus: t.string({ description: 'The status in the words of jobs.', resolve: ({ status }) => JOB_STATUS[status] }),
    output: t.expose('output', { type: 'JSON', nullable: true, description: 'What the function returned.' }),
    error: t.exposeString('error', { nullable: true, description: 'What went wrong, in a sentence.' }),
    traceback: t.exposeString('traceback', { nullable: true, description: 'Of the function’s own frames.' }),
    prompt: t.exposeString('prompt', { nullable: true, description: 'What it asks, where it is AWAITING_INPUT.' }),
    schema: t.expose('schema', { type: 'JSON', nullable: true, description: 'JSON Schema of the input that it waits for.' }),
    execution: t.field({
      type: Execution,
      nullable: true,
      description: 'The execution as it is now.',
      resolve: async ({ executionId }, _, { services }) => (await services.store.find(executionId)) ?? null,
    }),
  }),
})

const ExecuteResult = builder.objectRef<Report>('ExecuteResult').implement({
  description: 'How a call of a function went, in the words of the REST API.',
  fields: (t) => ({
    executionId: t.expose('executionId', { type: 'ID', description: 'The execution, by which it can be asked for later.' }),
    status: t.string({ description: '`success`, `error`, or `timeout` where the call goes on.', resolve: ({ status }) => word(status) }),
    result: t.field({
      type: 'JSON',
      nullable: true,
      description: 'What the function returned; where it paused, `{status: "awaiting_input", execution_id, prompt, schema}`.',
      resolve: (report) => (report.status === 'AWAITING_INPUT' ? questionOf(report) : report.output),
    }),
    error: t.exposeString('error', { nullable: true, description: 'What went wrong, in a sentence.' }),
    execution: t.field({
      type: Execution,
      nullable: true,
      description: 'The execution as it is now.',
      resolve: async ({ executionId }, _, { services }) => (await services.store.find(executionId)) ?? null,
    }),
  }),
})

function word(status: Report['status']): string {
  if (status === 'COMPLETED' || status === 'AWAITING_INPUT') return 'success'
  return status === 'FAILED' || status === 'CANCELLED' ? 'error' : 'timeout'
}

builder.mutationField('executeFunction', (t) =>
  t.field({
    type: ExecuteResult,
    description:
      'Calls a function and waits for its result, which is recorded before it is answered. Errors: NOT_FOUND, FORBIDDEN, QUEUE_FULL, UNAVAILABLE. What goes wrong in the function is not an error of this field but its `error`.',
    authScopes: { authenticated: true },
    args: {
      namespace: t.arg.string({ required: true, description: 'Namespace of the function.' }),
      name: t.arg.string({ required: true, description: 'Name of the function.' }),
      input: t.arg({ type: 'JSON', description: 'Default: `{}`.' }),
      timeout: t.arg.int({ validate: patience, description: 'Seconds to wait; the call goes on after that.' }),
      idempotencyKey: t.arg.string({
        validate: key,
        description:
          'The same key for the same function is the same call: its first result is answered again. CONFLICT where the input differs.',
      }),
    },
    async resolve(_, { namespace, name, ...order }, context) {
      const fn = await callable(context, { namespace, name })
      return context.services.runner.run(context.caller!, fn, { ...order, triggerType: 'API', triggerId: 'runtime-api' })
    },
  }),
)

builder.mutationField('executeFunctionAsync', (t) =>
  t.field({
    type: ExecutionReport,
    description: 'Queues a call of a function. When this is answered, the call is on disk. Errors: NOT_FOUND, FORBIDDEN, CONFLICT.',
    authScopes: { authenticated: true },
    args: {
      namespace: t.arg.string({ required: true, description: 'Namespace of the function.' }),
      name: t.arg.string({ required: true, description: 'Name of the function.' }),
      input: t.arg({ type: 'JSON', description: 'Default: `{}`.' }),
      idempotencyKey: t.arg.string({
        validate: key,
        description: 'The same key for the same function is the same call. CONFLICT where the input differs.',
      }),
      triggerId: t.arg.string({ validate: key, description: 'What the execution names as its trigger. Default: `runtime-api`.' }),
      delaySeconds: t.arg.int({ validate: delay, description: 'Seconds, at most 31 days, before which it does not begin.' }),
    },
    async resolve(_, { namespace, name, triggerId, ...order }, context) {
      const fn = await callable(context, { namespace, name })
      return context.services.queuedRuns.enqueue(context.caller!, fn, {
        ...order,
        triggerType: 'API',
        triggerId: triggerId ?? 'runtime-api',
      })
    },
  }),
)

builder.mutationField('runFunction', (t) =>
  t.field({
    type: ExecutionReport,
    inaccessible: true,
    description: 'Calls a function for a webhook, a schedule or an agent, as the caller.',
    authScopes: { authenticated: true },
    args: {
      namespace: t.arg.string({ required: true, description: 'Namespace of the function.' }),
      name: t.arg.string({ required: true, description: 'Name of the function.' }),
      input: t.arg({ type: 'JSON', description: 'Default: `{}`.' }),
      triggerType: t.arg({ type: TriggerType, required: true, description: 'What calls it.' }),
      triggerId: t.arg.string({ required: true, description: 'Id of the webhook, schedule or chat.' }),
      chatId: t.arg.string({ description: 'The chat in which it is called.' }),
      request: t.arg({ type: 'JSON', description: 'What a webhook received.' }),
      timeout: t.arg.int({ validate: patience, description: 'Seconds to wait; the call goes on after that.' }),
      executionId: t.arg({ type: 'ID', description: 'The same id is the same call.' }),
      idempotencyKey: t.arg.string({
        validate: key,
        description: 'The same key for the same function is the same call. CONFLICT where the input differs.',
      }),
      functionId: t.arg({
        type: 'ID',
        description: 'Id of the function, where it was found before: NOT_FOUND where the name is another’s by now.',
      }),
    },
    async resolve(_, { namespace, name, functionId, ...order }, context) {
      return context.services.runner.run(context.caller!, await callable(context, { namespace, name, id: functionId }), order)
    },
  }),
)

builder.mutationField('enqueueFunction', (t) =>
  t.field({
    type: ExecutionReport,
    inaccessible: true,
    description: 'Queues a call of a function for a webhook, a schedule or an agent, as the caller.',
    authScopes: { authenticated: true },
    args: {
      namespace: t.arg.string({ required: true, description: 'Namespace of the function.' }),
      name: t.arg.string({ required: true, description: 'Name of the function.' }),
      input: t.arg({ type: 'JSON', description: 'Default: `{}`.' }),
      triggerType: t.arg({ type: TriggerType, required: true, description: 'What calls it.' }),
      triggerId: t.arg.string({ required: true, description: 'Id of the webhook, schedule or chat.' }),
      chatId: t.arg.string({ description: 'The chat in which it is called.' }),
      request: t.arg({ type: 'JSON', description: 'What a webhook received.' }),
      executionId: t.arg({ type: 'ID', description: 'The same id is the same call.' }),
      idempotencyKey: t.arg.string({
        validate: key,
        description: 'The same key for the same function is the same call. CONFLICT where the input differs.',
      }),
    },
    async resolve(_, { namespace, name, ...order }, context) {
      return context.services.queuedRuns.enqueue(context.caller!, await callable(context, { namespace, name }), order)
    },
  }),
)
