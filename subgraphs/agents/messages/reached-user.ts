import type { Context } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'

/** Whose messages the caller may see by `messages.read`: a user, or null for those of all users. @throws SinasError FORBIDDEN */
export function reachedUser(context: Context): string | null {
  const scope = context.reach('messages.read')
  if (!scope) throw new SinasError('FORBIDDEN', { permission: 'sinas.messages.read:own' })
  return scope === 'all' ? null : context.caller!.userId
}
