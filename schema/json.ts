/** Levels of nesting that JSON from outside may have. Whatever looks at it afterwards may recurse: here, in PostgreSQL, in Python. */
export const MAX_JSON_DEPTH = 200

/** @throws SyntaxError where the text is no JSON, or nests too deep */
export function readJson(text: string): unknown {
  const value: unknown = JSON.parse(text)
  if (isTooDeep(value)) throw new SyntaxError(`nested deeper than ${MAX_JSON_DEPTH} levels`)
  return value
}

/** @param value parsed JSON */
export function isTooDeep(value: unknown): boolean {
  // Level by level, since recursion is what this is to prevent.
  let level: object[] = isObject(value) ? [value] : []
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > MAX_JSON_DEPTH) return true
    const next: object[] = []
    for (const parent of level) {
      for (const child of Array.isArray(parent) ? parent : Object.values(parent)) if (isObject(child)) next.push(child)
    }
    level = next
  }
  return false
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
