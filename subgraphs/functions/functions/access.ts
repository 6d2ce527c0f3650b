import type { Caller, Context } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import { may, reach } from '../../../schema/permissions.ts'

interface Owned {
  namespace: string
  name: string
  userId: string
}

/**
 * Refuses what the caller may not do with a function. A permission of scope `all` reaches every function, the others
 * the caller's own: no function belongs to a group.
 * @param action read, update, delete or execute
 */
export function authorise(context: Context, { namespace, name, userId }: Owned, action: string): void {
  const permission = `functions/${namespace}/${name}.${action}`
  const scope = context.reach(permission)
  if (scope === 'all' || (scope !== null && userId === context.caller?.userId)) return
  throw new SinasError('FORBIDDEN', { permission: `sinas.${permission}:${scope === null ? 'own' : 'all'}` })
}

/** The same as `authorise`, as a question. */
export function isAllowed(caller: Caller, { namespace, name, userId }: Owned, action: string): boolean {
  const scope = reach(caller, `functions/${namespace}/${name}.${action}`)
  return scope === 'all' || (scope !== null && userId === caller.userId)
}

/** A condition over `functions`: which of them a list shows. Everything, or by namespace and name what each grant reaches. */
export function visibleFunctions(context: Context, namespaces: string[]): Record<string, unknown> {
  if (context.reach('functions.read') === 'all') return {}
  const caller = context.caller!
  const scopes = namespaces.map((namespace) => ({ namespace, scope: reach(caller, `functions/${namespace}.read`) }))
  const open = scopes.filter(({ scope }) => scope === 'all').map(({ namespace }) => namespace)
  const own = scopes.filter(({ scope }) => scope === 'own' || scope === 'group').map(({ namespace }) => namespace)
  const named = namedIn(caller).map(({ namespace, name }) => {
    const everyone = may(caller, `sinas.functions/${namespace}/${name}.read:all`)
    return { namespace, name, ...(!everyone && { userId: caller.userId }) }
  })
  return { $or: [{ namespace: { $in: open } }, { namespace: { $in: own }, userId: caller.userId }, ...named] }
}

/** Functions that a grant of the caller's names and lets them read, in either spelling: `sinas.functions/ns/name.read:all`, `sinas.functions.ns.name.get:all`. */
function namedIn(caller: Caller): { namespace: string; name: string }[] {
  return Object.keys(caller.permissions).flatMap((text) => {
    const [, namespace, name] = /^sinas\.functions[./](\w+)[./](\w+)\.\w+:/.exec(text) ?? []
    if (!namespace || !name || !may(caller, `sinas.functions/${namespace}/${name}.read:own`)) return []
    return [{ namespace, name }]
  })
}
