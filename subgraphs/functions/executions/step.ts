import { createHash } from 'node:crypto'
import { type List, readPages, readWhole } from '../../../schema/connections/page.ts'
import { upperCase } from '../../../schema/enum-words.ts'
import { given } from '../../../schema/inputs.ts'
import { builder, page } from '../builder.ts'
import { readableFunctionNamed } from '../functions/find-function.ts'
import { FunctionType } from '../functions/function.ts'
import { requireExecution } from './access.ts'
import type { ExecutionRow } from './execution.entity.ts'
import { Execution, idsOfReadable, readableExecution } from './execution.ts'
import { StepEntity, type StepRow } from './step.entity.ts'

const StepKind = builder.enumType('ExecutionStepKind', {
  description: 'What is called.',
  values: upperCase({
    function: { description: 'Another function of the platform.' },
    local: { description: 'A function that the code defines.' },
  } satisfies Record<StepRow['kind'], object>),
})

const StepStatus = builder.enumType('ExecutionStepStatus', {
  description: 'How far a call inside an execution is.',
  values: {
    RUNNING: { description: 'It runs.' },
    COMPLETED: { description: 'It returned.' },
    FAILED: { description: 'It raised.' },
  } satisfies Record<StepRow['status'], object>,
})

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
    execution: t.field({
      type: Execution,
      nullable: true,
      description: 'The execution that it belongs to.',
      resolve: ({ execution }, _, context) => readableExecution(context, execution),
    }),
    functionName: t.exposeString('functionName', {
      description: 'What was called: `namespace.name`, or the name of one that the code defines.',
    }),
    function: t.field({
      type: FunctionType,
      nullable: true,
      description: 'The function of the platform that has this name now; null where there is none, or it may not be read.',
      resolve({ kind, functionName }, _, context) {
        const [namespace, name] = functionName.split('.')
        return kind === 'function' && namespace && name ? readableFunctionNamed(context, { namespace, name }) : null
      },
    }),
    kind: t.expose('kind', { type: StepKind, description: 'What was called.' }),
    status: t.expose('status', { type: StepStatus, description: 'How far it is.' }),
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

const ExecutionStepConnection = builder.connectionObject({
  type: ExecutionStep,
  name: 'ExecutionStepConnection',
  description: 'A page of the calls inside an execution.',
})

const inOrder: List<StepRow> = { entity: StepEntity, where: {}, order: [['number', 'asc']] }

builder.objectField(Execution, 'steps', (t) =>
  t.loadable({
    type: ExecutionStepConnection,
    description: 'Calls inside the execution, in the order in which they began. None where the caller may not read the execution.',
    byPath: true,
    args: { ...page, depth: t.arg.int({ description: 'Those with this many calls above them: 0 for calls of the function itself.' }) },
    load: (executions: ExecutionRow[], context, { depth, ...args }) =>
      readPages(context.em, { ...inOrder, where: given({ depth }) }, args, 'execution', idsOfReadable(context, executions)),
    resolve: (execution) => execution as never,
  }),
)

builder.objectField(ExecutionStep, 'children', (t) =>
  t.loadable({
    type: ExecutionStepConnection,
    description: 'The calls that it made, in the order in which they began.',
    byPath: true,
    args: page,
    load: (keys: string[], { em }, args) => readPages(em, inOrder, args, ['execution', 'parent'], keys.map(placeOf)),
    resolve: ({ execution, number }) => keyOf(execution, number),
  }),
)

builder.objectField(ExecutionStep, 'parent', (t) =>
  t.loadable({
    type: ExecutionStep,
    nullable: true,
    description: 'The call that made this one; null for calls of the function itself.',
    load: async (keys: string[], { em }) => {
      const wanted = keys.map(placeOf).map(([execution, number]) => ({ execution, number }))
      const rows = new Map((await em.find(StepEntity, { $or: wanted })).map((row) => [keyOf(row.execution, row.number), row]))
      return keys.map((key) => rows.get(key) ?? null)
    },
    resolve: ({ execution, parent }) => (parent === null || parent === undefined ? null : keyOf(execution, parent)),
  }),
)

builder.queryField('executionSteps', (t) =>
  t.field({
    type: ExecutionStepConnection,
    nullable: true,
    description:
      'Calls inside an execution, in the order in which they began. Without `first` and `last` all of it. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: { ...page, executionId: t.arg({ type: 'ID', required: true, description: 'Id of the execution.' }) },
    async resolve(_, { executionId, ...args }, context) {
      await requireExecution(context, executionId, 'read')
      return readWhole(context.em, { ...inOrder, where: { execution: executionId } }, args)
    },
  }),
)

const keyOf = (execution: string, number: number) => JSON.stringify([execution, number])

const placeOf = (key: string) => JSON.parse(key) as [execution: string, number: number]

/** A step is known by its execution and number; clients want one id. The same two always give the same. */
function stepId(executionId: string, number: number): string {
  const hex = createHash('sha256').update(`${executionId}/${number}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
