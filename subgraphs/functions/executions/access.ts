import type { Caller, Context } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import { reach } from '../../../schema/permissions.ts'

/** Refuses what the caller may not do with an execution: with scope `all` any, otherwise their own. @param action read or update */
export function authoriseExecution(context: Context, userId: string, action: 'read' | 'update'): void {
  const scope = context.reach(`executions.${action}`)
  if (scope === 'all' || (scope !== null && userId === context.caller?.userId)) return
  throw new SinasError('FORBIDDEN', { permission: `sinas.executions.${action}:${scope === null ? 'own' : 'all'}` })
}

/** The same for reading, as a question. */
export function mayRead(caller: Caller, userId: string): boolean {
  const scope = reach(caller, 'executions.read')
  return scope === 'all' || (scope !== null && userId === caller.userId)
}
