import { builder } from '../builder.ts'
import { ExecutionStatus, TriggerType } from './execution-status.ts'

export const ExecutionFilter = builder.inputType('ExecutionFilter', {
  description: 'Which executions are listed: those that meet all that is given.',
  fields: (t) => ({
    functionId: t.id({ description: 'Those of this function.' }),
    functionNamespace: t.string({ description: 'Those of functions that were in this namespace.' }),
    functionName: t.string({ description: 'Those of functions that had this name.' }),
    status: t.field({ type: ExecutionStatus, description: 'Those that are this far.' }),
    triggerType: t.field({ type: TriggerType, description: 'Those that this called.' }),
    fingerprint: t.string({ description: 'Those that failed alike: see `executionErrors`.' }),
    triggerId: t.string({ description: 'Those of this webhook, schedule or chat.' }),
    chatId: t.string({ description: 'Those of this chat.' }),
  }),
})
