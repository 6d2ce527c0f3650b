import vm from 'node:vm'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { JsonSchema } from '../functions/function.entity.ts'

/** Milliseconds that checking one value may take, where the schema could make it take for ever. */
const TIME_LIMIT = 250
/** Characters of a schema: compiling a larger one would hold up everybody else. */
export const MAX_SCHEMA_LENGTH = 100_000
const MAX_ERRORS = 10

/** Keywords whose cost may grow faster than the value: patterns that backtrack, schemas that branch, all pairs of an array. */
const COSTLY = /"(pattern|patternProperties|propertyNames|\$ref|\$dynamicRef|anyOf|oneOf|allOf|not|if|uniqueItems|contains)":/

const metaSchema = new Ajv2020({ strict: false })

/** A compiled JSON Schema. */
export interface Validator {
  /** @returns what is wrong, in a line, or null. @param name how the line calls the value */
  check(value: unknown, name: string): string | null
}

const ANYTHING: Validator = { check: () => null }

/**
 * Compiles a schema, draft 2020-12 whatever its `$schema` says. An empty one checks nothing.
 * @throws Error that says what is wrong with the schema
 */
export function compileSchema(schema: JsonSchema): Validator {
  const { $schema: _, ...rest } = schema
  if (Object.keys(rest).length === 0) return ANYTHING
  // An instance each: users' `$id`s would collide, and Ajv keeps what it compiled.
  const ajv = new Ajv2020({ strict: false, meta: false, validateSchema: false, logger: false, allErrors: false })
  addFormats.default(ajv)
  const validate = ajv.compile(rest)
  const run = COSTLY.test(JSON.stringify(rest)) ? withinTime(validate) : validate
  return {
    check(value, name) {
      try {
        if (run(value)) return null
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
        return `${name} could not be checked against its schema within ${TIME_LIMIT} ms`
      }
      return describe(validate.errors ?? [], name)
    },
  }
}

/** @returns what is wrong with the schema of a function, or null */
export function schemaFault(schema: JsonSchema): string | null {
  return 'type' in schema ? malformation(schema) : "the schema must contain a 'type' key"
}

/** @returns why this is no schema that values can be held against, or null */
export function malformation(schema: unknown): string | null {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return 'the schema must be an object'
  if (JSON.stringify(schema).length > MAX_SCHEMA_LENGTH) return `the schema is longer than ${MAX_SCHEMA_LENGTH} characters`
  const { $schema: _, ...rest } = schema as JsonSchema
  if (!metaSchema.validateSchema(rest)) return describe(metaSchema.errors ?? [], 'schema')
  try {
    compileSchema(rest)
    return null
  } catch (error) {
    return (error as Error).message
  }
}

const arena = vm.createContext({ run: undefined, value: undefined })
const script = new vm.Script('run(value)')

/**
 * A pattern such as `^(a+)+$` takes longer than the universe has existed to refuse forty letters, and this thread serves everybody.
 * V8 can end a script that takes too long, wherever it is; starting that watch costs 0.2 ms.
 */
function withinTime(validate: ValidateFunction): (value: unknown) => boolean {
  return (value) => {
    Object.assign(arena, { run: validate, value })
    try {
      return script.runInContext(arena, { timeout: TIME_LIMIT }) as boolean
    } finally {
      Object.assign(arena, { run: undefined, value: undefined })
    }
  }
}

function describe(errors: ErrorObject[], name: string): string {
  return errors
    .slice(0, MAX_ERRORS)
    .map((error) => `${name}${error.instancePath} ${error.message ?? 'is not valid'}${detail(error)}`)
    .join('; ')
}

function detail({ keyword, params }: ErrorObject): string {
  if (keyword === 'enum') return `: ${(params.allowedValues as unknown[]).map((value) => JSON.stringify(value)).join(', ')}`
  if (keyword === 'additionalProperties') return `: ${String(params.additionalProperty)}`
  return ''
}
