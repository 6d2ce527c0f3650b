import { builder } from '../builder.ts'
import type { STATUSES, TRIGGERS } from './execution.entity.ts'

export const ExecutionStatus = builder.enumType('ExecutionStatus', {
  description: 'How far an execution is.',
  values: {
    PENDING: { description: 'Queued.' },
    RUNNING: { description: 'It runs.' },
    AWAITING_INPUT: { description: 'Paused until `continueExecution`.' },
    COMPLETED: { description: 'Ended: it returned.' },
    FAILED: { description: 'Ended: `error` and `reason` say why.' },
    CANCELLED: { description: 'Ended: a user cancelled it.' },
  } satisfies Record<(typeof STATUSES)[number], object>,
})

export const TriggerType = builder.enumType('TriggerType', {
  description: 'What called the function.',
  values: {
    WEBHOOK: { description: 'A request to a webhook.' },
    SCHEDULE: { description: 'A schedule, at its time or by hand.' },
    AGENT: { description: 'An agent, as a tool.' },
    MANUAL: { description: 'Kept for clients: what people start by hand counts as what they use for it.' },
    API: { description: 'A client of the API.' },
  } satisfies Record<(typeof TRIGGERS)[number], object>,
})
