import { createHash } from 'node:crypto'
import { builder } from '../builder.ts'
import { requireExecution } from './access.ts'
import { Execution } from './execution.ts'
import { StepEntity, type StepRow } from './step.entity.ts'

const ExecutionStep = builder.objectRef<StepRow>('ExecutionStep').implement({
  description: 'A call inside an execution. Steps form a tree by `parentStepId`.',
  fields: (t) => ({
    id: t.field({ type: 'ID', description: 'Its id.', resolve: ({ execution, number }) => stepId(execution, number) }),
    parentStepId: t.field({
      type: 'ID',
      nullable: true,
      description: 'The call that made this one; null for calls of the function itself.',
      resolve: ({ execution, parent }) => (parent === null || parent === undefined ? null : stepId(execution, parent)),
    }),
    depth: t.exposeInt('depth', { description: 'Calls above this one.' }),
    executionId: t.field({ type: 'ID', description: 'The execution that it belongs to.', resolve: ({ execution }) => execution }),
    functionName: t.exposeString('functionName', { description: 'What was called.' }),
    kind: t.exposeString('kind', { description: '`function`: another function of the platform; `local`: one that the code defines.' }),
    status: t.exposeString('status', { description: '`RUNNING`, `COMPLETED` or `FAILED`.' }),
    inputData: t.expose('inputData', { type: 'JSON', nullable: true, description: 'Its arguments.' }),
    outputData: t.expose('outputData', { type: 'JSON', nullable: true, description: 'What it returned.' }),
    error: t.exposeString('error', { nullable: true, description: 'The exception that it raised.' }),
    durationMs: t.exposeFloat('durationMs', { nullable: true, description: 'Milliseconds; null while it runs.' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When it began.' }),
    completedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it ended; null while it runs.',
      resolve: ({ startedAt, durationMs }) => (typeof durationMs === 'number' ? new Date(startedAt.getTime() + durationMs) : null),
    }),
  }),
})

builder.objectField(Execution, 'steps', (t) =>
  t.loadableGroup({
    type: ExecutionStep,
    description: 'Calls inside the execution, in the order in which they began.',
    load: (ids: string[], { em }) => em.find(StepEntity, { execution: { $in: ids } }, { orderBy: { number: 'asc' } }),
    group: ({ execution }) => execution,
    resolve: ({ id }) => id,
  }),
)

builder.queryField('executionSteps', (t) =>
  t.field({
    type: [ExecutionStep],
    description: 'Calls inside an execution, in the order in which they began. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: { executionId: t.arg({ type: 'ID', required: true, description: 'Id of the execution.' }) },
    async resolve(_, { executionId }, context) {
      await requireExecution(context, executionId, 'read')
      return context.em.find(StepEntity, { execution: executionId }, { orderBy: { number: 'asc' } })
    },
  }),
)

/** A step is known by its execution and number; clients want one id. The same two always give the same. */
function stepId(executionId: string, number: number): string {
  const hex = createHash('sha256').update(`${executionId}/${number}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
