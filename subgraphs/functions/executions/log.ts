import { builder } from '../builder.ts'
import { requireExecution } from './access.ts'
import { ExecutionLog } from './execution.ts'
import { LogEntryEntity } from './log-entry.entity.ts'

builder.queryField('executionLogs', (t) =>
  t.field({
    type: [ExecutionLog],
    description: 'What an execution printed. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: { executionId: t.arg({ type: 'ID', required: true, description: 'Id of the execution.' }) },
    async resolve(_, { executionId }, context) {
      await requireExecution(context, executionId, 'read')
      return context.em.find(LogEntryEntity, { execution: executionId }, { orderBy: { number: 'asc' } })
    },
  }),
)
