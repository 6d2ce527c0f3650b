import { SinasError } from '../../../schema/errors.ts'
import { builder } from '../builder.ts'
import { authoriseExecution } from './access.ts'
import { ExecutionLog } from './execution.ts'
import { LogEntryEntity } from './log-entry.entity.ts'

builder.queryField('executionLogs', (t) =>
  t.field({
    type: [ExecutionLog],
    description: 'What an execution printed. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: { executionId: t.arg({ type: 'UUID', required: true, description: 'Id of the execution.' }) },
    async resolve(_, { executionId }, context) {
      const row = await context.services.store.find(executionId)
      if (!row) throw new SinasError('NOT_FOUND', { what: `Execution ${executionId}` })
      authoriseExecution(context, row.userId, 'read')
      return context.em.find(LogEntryEntity, { execution: executionId }, { orderBy: { number: 'asc' } })
    },
  }),
)
