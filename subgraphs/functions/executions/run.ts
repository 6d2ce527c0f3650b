import { z } from 'zod'
import { text } from '../../../schema/inputs.ts'
import { builder } from '../builder.ts'
import { callable } from './callable.ts'
import { ExecutionStatus, TriggerType } from './execution-status.ts'
import type { Report } from './run-outcome.ts'

// How webhooks, schedules and agents call functions on behalf of a user.

const patience = z.int().min(1).max(86_400)
const key = text(1, 255)

const ExecutionReport = builder.objectRef<Report>('ExecutionReport').implement({
  inaccessible: true,
  description: 'How a call of a function went, for what calls it on behalf of a user.',
  fields: (t) => ({
    executionId: t.expose('executionId', { type: 'ID', description: 'The execution, by which it can be asked for later.' }),
    status: t.expose('status', { type: ExecutionStatus, description: 'RUNNING: it goes on, but the caller’s timeout is over.' }),
    output: t.expose('output', { type: 'JSON', nullable: true, description: 'What the function returned.' }),
    error: t.exposeString('error', { nullable: true, description: 'What went wrong, in a sentence.' }),
    traceback: t.exposeString('traceback', { nullable: true, description: 'Of the function’s own frames.' }),
    prompt: t.exposeString('prompt', { nullable: true, description: 'What it asks, where it is AWAITING_INPUT.' }),
    schema: t.expose('schema', { type: 'JSON', nullable: true, description: 'JSON Schema of the input that it waits for.' }),
  }),
})

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
