import { Kind } from 'graphql'
import type { Operation } from '../schema/operations.ts'

/** As much of a UUID's shape as the router takes for a pattern that is safe: the reader of the input sees to the rest. */
const UUID = '(^[0-9a-fA-F-]{36}$)'

/**
 * A path as the router takes it. Where a name in place of an id would make it another route's path, only an id makes it this one's:
 * `/functions/x/versions` is the function `x/versions`.
 * @param rivals paths of all routes with the same method
 */
export function routeOf(path: string, { operation, rivals }: { operation: Operation; rivals: readonly string[] }): string {
  const url = path.replace(/\*\w+$/, '*')
  const ids = operation.variables.filter(({ place, type }) => place === 'path' && isId(type)).map(({ name }) => name)
  const isContested = ids.length > 0 && rivals.some((rival) => rival !== path && covers(rival, path))
  return isContested ? url.replace(/:(\w+)/g, (found, name: string) => (ids.includes(name) ? found + UUID : found)) : url
}

/** Would a path be taken for another, were that not the more special of the two? */
function covers(general: string, special: string): boolean {
  const [parts, others] = [general.split('/'), special.split('/')]
  return parts.length === others.length && parts.every((part, i) => part.startsWith(':') || part === others[i])
}

function isId(type: Operation['variables'][number]['type']): boolean {
  const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type
  return named.kind === Kind.NAMED_TYPE && named.name.value === 'ID'
}
