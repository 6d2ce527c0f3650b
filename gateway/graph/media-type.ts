const JSON_TYPES = ['application/graphql-response+json', 'application/json'] as const

export type JsonType = (typeof JSON_TYPES)[number]

/**
 * The type of an answer that is complete, as the runtime chooses it: the first of the header that is JSON. A client without a wish gets `application/json`.
 * @returns undefined where the client takes none
 */
export function jsonTypeFor(accept = '*/*'): JsonType | undefined {
  for (const entry of accept.toLowerCase().replace(/\s/g, '').split(',')) {
    const [range = '', ...parameters] = entry.split(';')
    const charset = parameters.find((parameter) => parameter.includes('charset='))
    if (charset !== undefined && charset !== 'charset=utf-8') continue
    const found = JSON_TYPES.findLast((type) => matches(type, range))
    if (found) return found
  }
  return undefined
}

function matches(type: string, range: string): boolean {
  const [group, name] = range.split('/')
  const [ownGroup, ownName] = type.split('/')
  return (group === '*' || group === ownGroup) && (name === '*' || name === ownName)
}
