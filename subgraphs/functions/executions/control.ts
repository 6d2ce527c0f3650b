import { type JsonSchema, validatorOf } from '../../../schema/bounded/json-schema.ts'
import { invalid, SinasError } from '../../../schema/errors.ts'
import { builder } from '../builder.ts'
import { requireExecution } from './access.ts'
import { cancel } from './cancel.ts'
import { Execution } from './execution.ts'
import { ExecutionStatus } from './execution-status.ts'
import type { Report } from './run-outcome.ts'

builder.relayMutationField(
  'continueExecution',
  {
    inputFields: (t) => ({
      id: t.id({ required: true, description: 'Id of the execution.' }),
      input: t.field({ type: 'JSON', description: 'The value of `yield`, or of `input()`: a scalar or `{value}`.' }),
    }),
  },
  {
    nullable: true,
    description:
      'Gives a paused execution the input that it waits for, and waits until it ends or pauses again. Errors: NOT_FOUND, FORBIDDEN, BAD_REQUEST where it does not wait, VALIDATION where the input does not fit its schema.',
    authScopes: { authenticated: true },
    async resolve(_, { input: { id, input } }, context): Promise<Report> {
      const { store, runner, channel, processId } = context.services
      const row = await requireExecution(context, id, 'update')
      if (row.status !== 'AWAITING_INPUT') throw notWaiting(row.status)
      const fault = row.inputSchema ? await validatorOf(row.inputSchema as JsonSchema).check(input, 'input') : null
      if (fault) throw invalid(['input'], fault, input)
      const holder = await store.continue(id, input)
      if (!holder) throw notWaiting((await store.find(id))?.status)
      if (holder.processId !== processId) {
        channel.send({ kind: 'continued', id, process: holder.processId ?? '' })
        return runner.wait(row, row.timeout)
      }
      return (await runner.resume(id)) ?? runner.wait(row, row.timeout)
    },
  },
  {
    outputFields: (t) => ({
      executionId: t.expose('executionId', { type: 'ID', description: 'Id of the execution.' }),
      status: t.expose('status', { type: ExecutionStatus, description: 'How far it is.' }),
      output: t.expose('output', { type: 'JSON', nullable: true, description: 'What the function returned.' }),
      error: t.exposeString('error', { nullable: true, description: 'What went wrong, in a sentence.' }),
      prompt: t.exposeString('prompt', { nullable: true, description: 'What it asks, where it waits for input again.' }),
      schema: t.expose('schema', { type: 'JSON', nullable: true, description: 'JSON Schema of the input that it waits for.' }),
      execution: t.field({
        type: Execution,
        nullable: true,
        description: 'The execution as it is now.',
        resolve: async ({ executionId }, _, { services }) => (await services.store.find(executionId)) ?? null,
      }),
    }),
  },
)

builder.relayMutationField(
  'cancelExecution',
  { inputFields: (t) => ({ id: t.id({ required: true, description: 'Id of the execution.' }) }) },
  {
    nullable: true,
    description: 'Kills an execution, or takes it out of the queue. Errors: NOT_FOUND, FORBIDDEN, CONFLICT where it has already ended.',
    authScopes: { authenticated: true },
    async resolve(_, { input: { id } }, context) {
      const { services, caller } = context
      await requireExecution(context, id, 'update')
      const cancelled = await cancel(services, id, `Cancelled by ${caller!.email}`)
      if (!cancelled) throw new SinasError('CONFLICT', { reason: 'The execution has already ended' })
      return { execution: (await services.store.find(id))! }
    },
  },
  { outputFields: (t) => ({ execution: t.expose('execution', { type: Execution, description: 'The execution as it is now.' }) }) },
)

const notWaiting = (status = 'gone') => new SinasError('BAD_REQUEST', { reason: `The execution does not wait for input: it is ${status}` })
