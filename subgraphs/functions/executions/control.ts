import { type JsonSchema, validatorOf } from '../../../schema/bounded/json-schema.ts'
import { invalid, SinasError } from '../../../schema/errors.ts'
import { builder } from '../builder.ts'
import { requireExecution } from './access.ts'
import { cancel } from './cancel.ts'
import { ExecutionReport } from './execute.ts'
import { Execution } from './execution.ts'

builder.mutationField('continueExecution', (t) =>
  t.field({
    type: ExecutionReport,
    description:
      'Gives a paused execution the input that it waits for, and waits until it ends or pauses again. Errors: NOT_FOUND, FORBIDDEN, BAD_REQUEST where it does not wait, VALIDATION where the input does not fit its schema.',
    authScopes: { authenticated: true },
    args: {
      id: t.arg({ type: 'ID', required: true, description: 'Id of the execution.' }),
      input: t.arg({ type: 'JSON', description: 'The value of `yield`, or of `input()`: a scalar or `{value}`.' }),
    },
    async resolve(_, { id, input }, context) {
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
  }),
)

builder.mutationField('cancelExecution', (t) =>
  t.field({
    type: Execution,
    description: 'Kills an execution, or takes it out of the queue. Errors: NOT_FOUND, FORBIDDEN, CONFLICT where it has already ended.',
    authScopes: { authenticated: true },
    args: { id: t.arg({ type: 'ID', required: true, description: 'Id of the execution.' }) },
    async resolve(_, { id }, context) {
      const { services, caller } = context
      await requireExecution(context, id, 'update')
      const cancelled = await cancel(services, id, `Cancelled by ${caller!.email}`)
      if (!cancelled) throw new SinasError('CONFLICT', { reason: 'The execution has already ended' })
      return (await services.store.find(id))!
    },
  }),
)

const notWaiting = (status = 'gone') => new SinasError('BAD_REQUEST', { reason: `The execution does not wait for input: it is ${status}` })
