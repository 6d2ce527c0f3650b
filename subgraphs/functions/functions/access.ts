import type { Caller, Context } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import { holds, may, mayActOn, reach } from '../../../schema/permissions.ts'

interface Named {
  namespace: string
  name: string
}

interface Owned extends Named {
  userId: string
}

const permissionOn = ({ namespace, name }: Named, action: string) => `functions/${namespace}/${name}.${action}`

/**
 * Refuses what the caller, or a party that shaped their run, may not do with a function. A permission of scope `all` reaches every
 * function, the others a party's own: no function belongs to a group.
 * @param action read, update, delete, execute or share
 */
export function authorise(context: Context, fn: Owned, action: string): void {
  context.requireOn(permissionOn(fn, action), fn.userId)
}

/**
 * The same for a function that was looked up by name. One that is not there is judged as if it were the caller's own: who may do nothing
 * of the kind is FORBIDDEN, and does not learn which names are taken.
 * @throws SinasError FORBIDDEN, NOT_FOUND
 */
export function authoriseNamed<Fn extends Owned>(context: Context, reference: Named, fn: Fn | null, action: string): Fn {
  context.requireOn(permissionOn(reference, action), fn?.userId ?? context.caller!.userId)
  if (!fn) throw new SinasError('NOT_FOUND', { what: `Function ${reference.namespace}/${reference.name}` })
  return fn
}

/** What `authorise` would throw, where there is no request whose log it belongs to; null where it is allowed. */
export function refusalOf(caller: Caller, fn: Owned, action: string): SinasError | null {
  if (isAllowed(caller, fn, action)) return null
  const permission = `sinas.${permissionOn(fn, action)}`
  const lacking = `${permission}:${fn.userId === caller.userId ? 'own' : 'all'}`
  if (!holds(caller, lacking)) return new SinasError('FORBIDDEN', { permission: lacking })
  return new SinasError('FORBIDDEN', { permission: `${permission}:all, held by everyone who shaped this run,` })
}

/** The same as `authorise`, as a question. */
export function isAllowed(caller: Caller, fn: Owned, action: string): boolean {
  return mayActOn(caller, permissionOn(fn, action), fn.userId)
}

/** A condition over `functions`: which of them a list shows to a caller who may not read them all, by namespace and name what each grant reaches. */
export function visibleFunctions(caller: Caller, namespaces: string[]): Record<string, unknown> {
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
