// What Ajv makes of a schema, on the event loop and in the worker threads alike.

import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import formatLimits from 'ajv-formats/dist/limit.js'
import { FORMATS } from './formats.ts'
import { MAX_FAULT_LENGTH } from './limits.ts'
import { linearPattern } from './pattern.ts'
import type { JsonSchema, SchemaOptions } from './schema-options.ts'

const BASE = {
  strict: false,
  meta: false,
  validateSchema: false,
  logger: false,
  allErrors: false,
  // Each schema is compiled once, and optimising takes a time that grows with its square.
  code: { optimize: false },
  // Else a schema that is used in a hundred places is compiled a hundred times.
  inlineRefs: false,
} as const

/**
 * Compiles a schema, draft 2020-12 whatever its `$schema` says. Patterns are matched in linear time, where they can be.
 * @throws Error that says what is wrong with the schema
 */
export function compileSchema(
  schema: JsonSchema,
  { coerces = false, ignoresFormats = false, ignoresPatterns = false }: SchemaOptions,
): ValidateFunction {
  // Two schemas of users may have the same `$id`.
  const { $schema: _, $id: __, ...anonymous } = schema
  // A new instance each time, because Ajv keeps compiled schemas for ever.
  const ajv = new Ajv2020({
    ...BASE,
    coerceTypes: coerces,
    useDefaults: coerces,
    validateFormats: !ignoresFormats,
    ...(!ignoresFormats && { formats: FORMATS }),
    code: { ...BASE.code, regExp: Object.assign(ignoresPatterns ? () => ANY : expression, { code: 'expression' }) },
  })
  formatLimits.default(ajv)
  return ajv.compile(anonymous)
}

const ANY = { test: () => true }

/** In a worker thread, patterns that can't be matched in linear time are matched all the same: it has a deadline. */
function expression(source: string): { test(text: string): boolean } {
  const pattern = linearPattern(source)
  return 'unsupported' in pattern ? new RegExp(source, 'u') : pattern
}

let metaSchema: Ajv2020 | undefined

/** @returns why this is no JSON Schema, or null; whether it compiles is another matter */
export function malformation({ $schema: _, ...schema }: JsonSchema): string | null {
  metaSchema ??= new Ajv2020({ ...BASE, meta: true, validateFormats: false })
  return metaSchema.validateSchema(schema) ? null : describe(metaSchema.errors, 'schema')
}

/** @returns why a schema does not compile, or null */
export function compileFault(schema: JsonSchema, options: SchemaOptions): string | null {
  try {
    compileSchema(schema, options)
    return null
  } catch (error) {
    return (error as Error).message.slice(0, MAX_FAULT_LENGTH)
  }
}

/** What is wrong, in a line. @param name how the line calls the value */
export function describe(errors: ErrorObject[] | null | undefined, name: string): string {
  const lines = (errors ?? [])
    .slice(0, 10)
    .map((error) => `${name}${error.instancePath} ${error.message ?? 'is not valid'}${detail(error)}`)
  const text = lines.join('; ')
  return text.length > MAX_FAULT_LENGTH ? `${text.slice(0, MAX_FAULT_LENGTH)}...` : text
}

function detail({ keyword, params }: ErrorObject): string {
  if (keyword === 'enum')
    return `: ${(params.allowedValues as unknown[])
      .slice(0, 100)
      .map((value) => JSON.stringify(value))
      .join(', ')}`
  if (keyword === 'additionalProperties') return `: ${String(params.additionalProperty).slice(0, 200)}`
  return ''
}
