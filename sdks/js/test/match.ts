// The matchers of sdks/scenarios/README.md.

/** What keeps `actual` from being what is expected, or undefined. */
export function mismatch(actual: unknown, expected: unknown, path = '$'): string | undefined {
  const shown = () => `${path}: ${JSON.stringify(actual)?.slice(0, 600)} is not ${JSON.stringify(expected)}`
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return shown()
    return first(expected.map((item, index) => mismatch(actual[index], item, `${path}.${index}`)))
  }
  if (!isObject(expected)) return Object.is(actual ?? null, expected) ? undefined : shown()
  const [key = '', argument] = Object.entries(expected)[0] ?? []
  if (key.startsWith('$')) return holds(key, actual, argument) ? undefined : shown()
  if (!isObject(actual)) return shown()
  return first(Object.entries(expected).map(([name, value]) => mismatch(actual[name], value, `${path}.${name}`)))
}

function holds(matcher: string, actual: unknown, argument: any): boolean {
  switch (matcher) {
    case '$type':
      return typeOf(actual) === argument
    case '$matches':
      return typeof actual === 'string' && new RegExp(argument).test(actual)
    case '$min':
      return typeof actual === 'number' && actual >= argument
    case '$length':
      return Array.isArray(actual) && actual.length === argument
    case '$min_length':
      return Array.isArray(actual) && actual.length >= argument
    case '$includes':
      return Array.isArray(actual) && includes(actual, argument)
    case '$unique':
      return (
        Array.isArray(actual) &&
        new Set(actual.map((item) => JSON.stringify(argument.map((path: string) => at(item, path))))).size === actual.length
      )
    case '$text':
      return (
        Array.isArray(actual) && actual.map((item) => (item.event === 'message' ? (item.data.content ?? '') : '')).join('') === argument
      )
    default:
      throw new Error(`no matcher is called ${matcher}`)
  }
}

function includes(actual: unknown[], expected: unknown[]): boolean {
  let found = 0
  for (const item of actual) if (found < expected.length && mismatch(item, expected[found]) === undefined) found++
  return found === expected.length
}

/** @param path `items.0.id` */
export const at = (value: unknown, path: string): unknown => path.split('.').reduce((inner, part) => (inner as any)?.[part], value)

const first = (faults: (string | undefined)[]) => faults.find((fault) => fault !== undefined)

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

const typeOf = (value: unknown) => (value === null || value === undefined ? 'null' : Array.isArray(value) ? 'array' : typeof value)
