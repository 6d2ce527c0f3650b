import type { Locator } from './find-state.ts'
import type { StateReference } from './state-input.ts'
import { namespaceOf } from './visibility.ts'

type Reference = typeof StateReference.$inferInput

export function locatorOf({ id, name }: Reference): Locator {
  if (id) return { id }
  const { namespace, store, key } = name!
  return { namespace: namespaceOf(namespace, store), key }
}
