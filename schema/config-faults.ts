import { z } from 'zod'

/** Characters of a value that a fault repeats. */
const MAX_SHOWN = 60

type Issue = z.core.$ZodIssue

/**
 * What is wrong with the environment: for each variable its name, what it is, and what it must be.
 * @param given what the environment says @param secrets names of variables whose values are not repeated
 */
export function configFaults(shape: z.ZodRawShape, issues: Issue[], given: Record<string, string>, secrets: readonly string[]): string[] {
  return issues.map((issue) => {
    const name = String(issue.path[0] ?? '')
    const value = given[name]
    const schema = shape[name]
    if (value === undefined || !schema) return `${name}: ${issue.message}`
    const wanted = wantedBy(schema as z.ZodType, issue)
    if (secrets.includes(name)) return `${name}, whose value is not shown here, must be ${wanted ?? 'another one'}`
    const shown = `${name} is ${JSON.stringify(cut(value))}`
    return wanted ? `${shown} and must be ${wanted}` : `${shown}: ${issue.message}`
  })
}

const cut = (value: string) => (value.length > MAX_SHOWN ? `${value.slice(0, MAX_SHOWN)}...` : value)

/** In words, from the schema itself; null where a check of ours says it in its own. */
function wantedBy(schema: z.ZodType, issue: Issue): string | null {
  if (issue.code === 'custom') return null
  const { enum: words, format } = describe(schema, 'input')
  if (words) return words.includes('true') ? 'true or false' : `one of ${words.join(', ')}`
  if (format === 'email') return 'an e-mail address'
  // Also where each item of a list has to be one.
  if (format === 'uri' || (issue.code === 'invalid_format' && issue.format === 'url'))
    return 'a URL with its scheme, like https://example.com'
  const { type, minLength, pattern, ...range } = describe(schema, 'output')
  if (type === 'integer' || type === 'number') return `${type === 'integer' ? 'a whole number' : 'a number'}${inWords(range)}`
  if (pattern === SIZE) return 'a number of bytes, or one of kilobytes, megabytes or gigabytes with k, m or g, like 64m'
  return minLength ? `at least ${minLength} characters long` : null
}

/** The pattern of a size, as the schema of `MAX_FUNCTION_STORAGE` has it. */
const SIZE = '^\\d+[kmg]?$'

interface Described {
  type?: string
  enum?: string[]
  format?: string
  pattern?: string
  minLength?: number
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
}

function describe(schema: z.ZodType, io: 'input' | 'output'): Described {
  return z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Described
}

/** JSON Schema bounds a whole number that is not bounded by what JavaScript can hold. */
function inWords({ minimum, maximum, exclusiveMinimum }: Described): string {
  const least = exclusiveMinimum === undefined ? minimum : exclusiveMinimum + 1
  const from = least !== undefined && least > Number.MIN_SAFE_INTEGER ? least : null
  const to = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? maximum : null
  if (from !== null && to !== null) return ` from ${from} to ${to}`
  if (to !== null) return ` of at most ${to}`
  return from === null ? '' : ` of at least ${from}`
}
