import type { Caller } from '../../schema/context.ts'
import type { Scope } from '../../schema/permissions.ts'
import type { State, Visibility } from './state.entity.ts'

/** What decides which users see a state. */
export type Ownership = Pick<State, 'userId' | 'groupId' | 'visibility'>

/** The action on states of a namespace, as a permission names it: `states/notes.read`. */
export const action = (verb: 'create' | 'read' | 'update' | 'delete', namespace: string) => `states/${namespace}.${verb}`

/** Where the states of a store are kept. @param store none: `namespace` itself is meant */
export const namespaceOf = (namespace: string, store: string | null | undefined) => (store ? `${namespace}/${store}` : namespace)

/** Wire clients know `group` by two names. */
export const visibilityOf = (word: Visibility | 'shared' | null | undefined): Visibility | undefined =>
  word === 'shared' ? 'group' : (word ?? undefined)

/** Own states, those of the caller's groups, and public ones. @param scope how far the caller may read */
export function mayRead(caller: Caller, scope: Scope | null, state: Ownership): boolean {
  return scope !== null && (state.visibility === 'public' || mayChange(caller, scope, state))
}

/** Like reading, but what is public is still changed by its owner alone. @param scope how far the caller may change */
export function mayChange(caller: Caller, scope: Scope | null, state: Ownership): boolean {
  if (scope === null) return false
  if (scope === 'all' || state.userId === caller.userId) return true
  return scope === 'group' && isOfGroup(caller, state)
}

/** Is it shared with a group in which the caller is an active member? */
const isOfGroup = (caller: Caller, state: Ownership) =>
  state.visibility === 'group' && typeof state.groupId === 'string' && caller.groupIds.includes(state.groupId)
