import { type List, readPages, readWhole } from '../../../schema/connections/page.ts'
import { upperCase } from '../../../schema/enum-words.ts'
import { builder, page } from '../builder.ts'
import { requireExecution } from './access.ts'
import type { ExecutionRow } from './execution.entity.ts'
import { Execution, idsOfReadable } from './execution.ts'
import { LogEntryEntity, type LogEntryRow } from './log-entry.entity.ts'

const LogStream = builder.enumType('LogStream', {
  description: 'Where an execution prints to.',
  values: upperCase({
    stdout: { description: 'Standard output.' },
    stderr: { description: 'Standard error, as of warnings and `logging`.' },
  }),
})

export const ExecutionLog = builder.objectRef<LogEntryRow>('ExecutionLog').implement({
  description: 'Something that an execution printed: as much of it as came at once.',
  fields: (t) => ({
    number: t.exposeInt('number', { description: 'From 0, without gaps.' }),
    stream: t.expose('stream', { type: LogStream, description: 'Where it was printed to.' }),
    text: t.exposeString('text', { description: 'What was printed.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When it was printed.' }),
  }),
})

const ExecutionLogConnection = builder.connectionObject({
  type: ExecutionLog,
  name: 'ExecutionLogConnection',
  description: 'A page of what an execution printed.',
})

const inOrder: List<LogEntryRow> = { entity: LogEntryEntity, where: {}, order: [['number', 'asc']] }

builder.objectField(Execution, 'logs', (t) =>
  t.loadable({
    type: ExecutionLogConnection,
    description: 'What it printed. Nothing where the caller may not read the execution.',
    byPath: true,
    args: page,
    load: (executions: ExecutionRow[], context, args) =>
      readPages(context.em, inOrder, args, 'execution', idsOfReadable(context, executions)),
    resolve: (execution) => execution as never,
  }),
)

builder.queryField('executionLogs', (t) =>
  t.field({
    type: ExecutionLogConnection,
    nullable: true,
    description: 'What an execution printed. Without `first` and `last` all of it. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: { ...page, executionId: t.arg({ type: 'ID', required: true, description: 'Id of the execution.' }) },
    async resolve(_, { executionId, ...args }, context) {
      await requireExecution(context, executionId, 'read')
      return readWhole(context.em, { ...inOrder, where: { execution: executionId } }, args)
    },
  }),
)
