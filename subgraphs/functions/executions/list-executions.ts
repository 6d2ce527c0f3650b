import type { Order } from '../../../schema/connections/order.ts'
import type { List } from '../../../schema/connections/page.ts'
import type { Context } from '../../../schema/context.ts'
import { given } from '../../../schema/inputs.ts'
import { ExecutionEntity, type ExecutionRow, type ExecutionStatus, type TriggerType } from './execution.entity.ts'

export interface ExecutionFilter {
  functionId?: string | null | undefined
  functionNamespace?: string | null | undefined
  functionName?: string | null | undefined
  status?: ExecutionStatus | null | undefined
  triggerType?: TriggerType | null | undefined
  fingerprint?: string | null | undefined
  triggerId?: string | null | undefined
  chatId?: string | null | undefined
}

export const LATEST_FIRST: Order<ExecutionRow> = [
  ['createdAt', 'desc'],
  ['id', 'desc'],
]

/** The executions that the caller may read: those of all users with `sinas.executions.read:all`, otherwise their own. */
export function listOfExecutions(context: Context, filter: ExecutionFilter, order = LATEST_FIRST): List<ExecutionRow> {
  return { entity: ExecutionEntity, where: { $and: [visibleTo(context), given(filter)] }, order }
}

function visibleTo(context: Context) {
  const scope = context.caller && context.reach('executions.read')
  if (!scope) return { id: [] }
  return scope === 'all' ? {} : { userId: context.caller!.userId }
}
