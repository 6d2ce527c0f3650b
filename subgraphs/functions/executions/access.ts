import type { Caller, Context } from '../../../schema/context.ts'
import { mayActOn } from '../../../schema/permissions.ts'

/** Refuses what the caller, or a party that shaped their run, may not do with an execution of this user. @param action read or update */
export function authoriseExecution(context: Context, userId: string, action: 'read' | 'update'): void {
  context.requireOn(`executions.${action}`, userId)
}

/** The same for reading, as a question. */
export const mayRead = (caller: Caller, userId: string): boolean => mayActOn(caller, 'executions.read', userId)
