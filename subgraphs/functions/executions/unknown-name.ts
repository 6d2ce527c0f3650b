import type { Caller } from '../../../schema/context.ts'
import type { Failure } from '../../../workers/sandbox/index.ts'
import { isAllowed } from '../functions/access.ts'
import type { CallableFunction, Catalog } from '../functions/catalog.ts'

/**
 * The advice for a NameError, where the unbound name is now that of a function which did not exist when the code was saved.
 * @param caller for whom the run is: only functions that they may execute are suggested
 * @returns a sentence, or null
 */
export async function unknownNameAdvice(catalog: Catalog, caller: Caller, entry: CallableFunction, error: Failure): Promise<string | null> {
  if (error.type !== 'NameError') return null
  const [, name] = /^name '(\w+)' is not defined/.exec(error.message) ?? []
  if (!name) return null
  const code = (await raiser(catalog, error.traceback)) ?? entry
  const again = `Save ${code.namespace}/${code.name} again to call`
  const fn = await catalog.find(code.namespace, name)
  if (fn && isAllowed(caller, fn, 'execute')) return `${again} ${fn.namespace}/${fn.name}, which was made after it`
  const isNamespace = name === code.namespace || code.enabledNamespaces.includes(name)
  return isNamespace ? `${again} functions of the namespace ${name} that were made after it` : null
}

/** The function in whose code the traceback ends. */
export async function raiser(catalog: Catalog, traceback: string): Promise<CallableFunction | null> {
  const [, namespace, name] = [...traceback.matchAll(/^ {2}File "(\w+)\/(\w+)\.py", line /gm)].at(-1) ?? []
  return namespace && name ? catalog.find(namespace, name) : null
}
