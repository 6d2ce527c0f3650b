// A worker thread: compiles schemas and holds values against them, however long that takes. The waiting thread terminates it where it takes too long.
import type { ValidateFunction } from 'ajv/dist/2020.js'
import { LRUCache } from 'lru-cache'
import { compileFault, compileSchema, describe } from './compile-schema.ts'
import { MAX_DEFAULTS_LENGTH, MAX_SCHEMA_LENGTH } from './limits.ts'
import type { SchemaOptions } from './schema-options.ts'
import type { ValidationTask, Verdict } from './validation-task.ts'

const compiled = new LRUCache<string, ValidateFunction>({ maxSize: 10 * MAX_SCHEMA_LENGTH, sizeCalculation: (_, key) => key.length })

/** A task of the pool. */
export function validate({ schema, options, value, name }: ValidationTask): Verdict {
  if (value === undefined) return { fault: compileFault(JSON.parse(schema), options) }
  const check = validatorOf(schema, options)
  const given = JSON.parse(value)
  if (!check(given)) return { fault: describe(check.errors, name) }
  if (!options.coerces) return { fault: null }
  const coerced = JSON.stringify(given)
  if (coerced.length > value.length + MAX_DEFAULTS_LENGTH)
    return { fault: `the defaults add more than ${MAX_DEFAULTS_LENGTH} characters to ${name}` }
  return { fault: null, value: coerced }
}

function validatorOf(schema: string, options: SchemaOptions): ValidateFunction {
  const key = `${JSON.stringify(options)}${schema}`
  let known = compiled.get(key)
  if (!known) compiled.set(key, (known = compileSchema(JSON.parse(schema), options)))
  return known
}
