import { createHash } from 'node:crypto'
import type { ValidateFunction } from 'ajv/dist/2020.js'
import { LRUCache } from 'lru-cache'
import { compileFault, compileSchema, describe, malformation } from './compile-schema.ts'
import { isTooDeep } from './json.ts'
import { INLINE_STEPS, KEPT_SCHEMA_STEPS, MAX_JSON_DEPTH, MAX_SCHEMA_LENGTH } from './limits.ts'
import { type SchemaCost, schemaCost } from './schema-cost.ts'
import type { JsonSchema, SchemaOptions } from './schema-options.ts'
import { sizeWithin } from './size.ts'
import { runInWorker } from './validation-pool.ts'

export type { JsonSchema, SchemaOptions } from './schema-options.ts'

/** What is wrong, in a line, or null: at once where that is cheap to find out, else when a worker thread has done so. */
type Fault = string | null | Promise<string | null>

/** A JSON Schema to hold values against. It costs little to make and to keep: what is compiled is kept elsewhere, within bounds. */
export interface Validator {
  /** @param name how the line calls the value */
  check(value: unknown, name: string): Fault
  /** @returns the value as the schema would have it, coerced and with its defaults; the one that is given stays as it is */
  coerce(value: unknown, name: string): Promise<{ fault: string } | { value: unknown }>
}

interface Compiled {
  validate: ValidateFunction
  steps: number
}

const compiled = new LRUCache<string, Compiled>({ maxSize: KEPT_SCHEMA_STEPS, sizeCalculation: ({ steps }) => Math.max(steps, 10) })

/**
 * A schema's validator, draft 2020-12 whatever its `$schema` says. An empty schema takes anything. A schema that does not compile is one that
 * no value fits: `schemaFault` says so when it is saved.
 */
export function validatorOf(schema: JsonSchema, options: SchemaOptions = {}): Validator {
  let known: { text: string; key: string; cost: SchemaCost | null } | undefined
  const look = () => (known ??= lookAt(schema, options))

  /** @returns null where it is no work for the event loop */
  function inline(value: unknown): ValidateFunction | null {
    const { key, cost } = look()
    if (!cost || !isCheap(cost, value)) return null
    let found = compiled.get(key)
    if (!found) compiled.set(key, (found = { validate: compileSchema(schema, options), steps: cost.perValue }))
    return found.validate
  }

  function inWorker(value: unknown, name: string) {
    return runInWorker({ schema: look().text, options, value: JSON.stringify(value ?? null), name })
  }

  return {
    check(value, name) {
      if (isEmpty(schema)) return null
      try {
        const validate = inline(value)
        if (!validate) return inWorker(value, name).then(({ fault }) => fault)
        return validate(value) ? null : describe(validate.errors, name)
      } catch (error) {
        return unfit(error, name)
      }
    },
    async coerce(value, name) {
      if (isEmpty(schema)) return { value }
      try {
        const validate = inline(value)
        if (!validate) {
          const verdict = await inWorker(value, name)
          return verdict.fault === null ? { value: JSON.parse(verdict.value!) } : { fault: verdict.fault }
        }
        const coerced = structuredClone(value)
        return validate(coerced) ? { value: coerced } : { fault: describe(validate.errors, name) }
      } catch (error) {
        return { fault: unfit(error, name) }
      }
    },
  }
}

function lookAt(schema: JsonSchema, options: SchemaOptions) {
  const text = JSON.stringify(schema)
  const key = createHash('sha256')
    .update(`${JSON.stringify(options)}${text}`)
    .digest('base64')
  return { text, key, cost: schemaCost(schema, options) }
}

function isCheap({ perValue, perCharacter, comparesItems }: SchemaCost, value: unknown): boolean {
  const size = sizeWithin(value, { values: INLINE_STEPS / perValue, characters: INLINE_STEPS / perCharacter })
  if (!size) return false
  const pairs = comparesItems ? size.values ** 2 : 0
  return size.values * perValue + size.characters * perCharacter + pairs <= INLINE_STEPS
}

function isEmpty(schema: JsonSchema): boolean {
  for (const keyword in schema) if (keyword !== '$schema') return false
  return true
}

/** A value that nests deeper than the stack, or a schema that was saved when other things compiled. */
const unfit = (error: unknown, name: string) => `${name} could not be checked against its schema: ${(error as Error).message}`

/** @returns why this is no schema that values can be held against in bounded time, or null */
export async function schemaFault(schema: unknown, options: SchemaOptions = {}): Promise<string | null> {
  const fault = schemaMalformation(schema)
  if (fault !== null) return fault
  if (schemaCost(schema as JsonSchema, options)) return compileFault(schema as JsonSchema, options)
  return (await runInWorker({ schema: JSON.stringify(schema), options, name: 'the schema' })).fault
}

/** @returns why this is no JSON Schema, or null; what it refers to need not be there */
export function schemaMalformation(schema: unknown): string | null {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return 'the schema must be an object'
  // A text of so many characters has no more values.
  const isShort = sizeWithin(schema, { values: MAX_SCHEMA_LENGTH, characters: MAX_SCHEMA_LENGTH }) !== null
  if (!isShort || JSON.stringify(schema).length > MAX_SCHEMA_LENGTH) return `the schema is longer than ${MAX_SCHEMA_LENGTH} characters`
  if (isTooDeep(schema)) return `the schema is nested deeper than ${MAX_JSON_DEPTH} levels`
  return malformation(schema as JsonSchema)
}
