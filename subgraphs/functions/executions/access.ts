import type { Context } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import type { Services } from '../services.ts'
import type { ExecutionRow } from './execution.entity.ts'

/**
 * An execution, for a caller who may do `action` with it: its user, or a holder of the permission at `:all`; where the caller is a run,
 * all who shaped that run must be one of these too.
 * @param action read or update @param word for it, in the error
 * @throws SinasError NOT_FOUND, FORBIDDEN
 */
export async function requireExecution(
  context: Context<Services>,
  id: string,
  action: 'read' | 'update',
  word = 'Execution',
): Promise<ExecutionRow> {
  const row = await context.services.store.find(id)
  // One that is not there is judged as if it were the caller's own.
  context.requireOn(`executions.${action}`, row?.userId ?? context.caller!.userId)
  if (!row) throw new SinasError('NOT_FOUND', { what: `${word} ${id}` })
  return row
}
