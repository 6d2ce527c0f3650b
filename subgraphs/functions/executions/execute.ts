import { z } from 'zod'
import type { Context } from '../../../schema/context.ts'
import { upperCase } from '../../../schema/enum-words.ts'
import { text } from '../../../schema/inputs.ts'
import { questionOf } from '../../../schema/tools/function-tool.ts'
import { builder } from '../builder.ts'
import { FunctionReference, locatorOf } from '../functions/function-input.ts'
import { JOB_STATUS, JobStatus } from '../jobs/job-status.ts'
import type { Services } from '../services.ts'
import { callableBy } from './callable.ts'
import { Execution } from './execution.ts'
import type { Report } from './run-outcome.ts'

const patience = z.int().min(1).max(86_400)
const key = text(1, 255)
/** A month: what is to run later than that is a schedule. */
const delay = z
  .int()
  .min(0)
  .max(31 * 86_400)

/** What the caller waited for, in a word. */
type Outcome = 'success' | 'error' | 'timeout'

function outcomeOf(status: Report['status']): Outcome {
  if (status === 'COMPLETED' || status === 'AWAITING_INPUT') return 'success'
  return status === 'FAILED' || status === 'CANCELLED' ? 'error' : 'timeout'
}

const CallOutcome = builder.enumType('CallOutcome', {
  description: 'How a call of a function went.',
  values: upperCase({
    success: { description: 'It returned, or it asks for input.' },
    error: { description: 'It failed, or was cancelled.' },
    timeout: { description: 'It goes on, but the caller’s patience is over.' },
  } satisfies Record<Outcome, object>),
})

const executionOf = async ({ executionId }: Report, { services }: Context<Services>) => (await services.store.find(executionId)) ?? null

builder.relayMutationField(
  'executeFunction',
  {
    inputFields: (t) => ({
      function: t.field({ type: FunctionReference, required: true, description: 'Which one.' }),
      input: t.field({ type: 'JSON', description: 'What it is called with. Default: `{}`.' }),
      timeout: t.int({ validate: patience, description: 'Seconds to wait; the call goes on after that.' }),
      idempotencyKey: t.string({
        validate: key,
        description:
          'The same key for the same function is the same call: its first result is answered again. CONFLICT where the input differs.',
      }),
    }),
  },
  {
    nullable: true,
    description:
      'Calls a function and waits for its result, which is recorded before it is answered. Errors: NOT_FOUND, FORBIDDEN, QUEUE_FULL, UNAVAILABLE. What goes wrong in the function is not an error of this field but its `error`.',
    authScopes: { authenticated: true },
    async resolve(_, { input: { function: reference, ...order } }, context) {
      const fn = await callableBy(context, locatorOf(reference))
      return context.services.runner.run(context.caller!, fn, { ...order, triggerType: 'API', triggerId: 'runtime-api' })
    },
  },
  {
    outputFields: (t) => ({
      executionId: t.expose('executionId', { type: 'ID', description: 'The execution, by which it can be asked for later.' }),
      status: t.field({ type: CallOutcome, description: 'How it went.', resolve: ({ status }) => outcomeOf(status) }),
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
        resolve: (report, _, context) => executionOf(report, context),
      }),
    }),
  },
)

builder.relayMutationField(
  'executeFunctionAsync',
  {
    inputFields: (t) => ({
      function: t.field({ type: FunctionReference, required: true, description: 'Which one.' }),
      input: t.field({ type: 'JSON', description: 'What it is called with. Default: `{}`.' }),
      idempotencyKey: t.string({
        validate: key,
        description: 'The same key for the same function is the same call. CONFLICT where the input differs.',
      }),
      triggerId: t.string({ validate: key, description: 'What the execution names as its trigger. Default: `runtime-api`.' }),
      delaySeconds: t.int({ validate: delay, description: 'Seconds, at most 31 days, before which it does not begin.' }),
    }),
  },
  {
    nullable: true,
    description: 'Queues a call of a function. When this is answered, the call is on disk. Errors: NOT_FOUND, FORBIDDEN, CONFLICT.',
    authScopes: { authenticated: true },
    async resolve(_, { input: { function: reference, triggerId, ...order } }, context) {
      const fn = await callableBy(context, locatorOf(reference))
      const trigger = { triggerType: 'API', triggerId: triggerId ?? 'runtime-api' } as const
      return context.services.queuedRuns.enqueue(context.caller!, fn, { ...order, ...trigger })
    },
  },
  {
    outputFields: (t) => ({
      executionId: t.expose('executionId', { type: 'ID', description: 'The execution, by which it can be asked for later.' }),
      status: t.field({ type: JobStatus, description: 'How far it is.', resolve: ({ status }) => JOB_STATUS[status] }),
      execution: t.field({
        type: Execution,
        nullable: true,
        description: 'The execution as it is now.',
        resolve: (report, _, context) => executionOf(report, context),
      }),
    }),
  },
)
