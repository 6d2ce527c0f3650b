import { isDeepStrictEqual } from 'node:util'
import type { JsonSchema } from '../schema/bounded/json-schema.ts'

const PREFIX = '#/components/schemas/'

/** The named schemas of OpenAPI documents: each shape is described once, and referred to. */
export class Components {
  readonly #schemas = new Map<string, JsonSchema>()

  /**
   * @returns a reference to the schema, which gets this name
   * @throws where another schema has it: an operation then asks for other fields than the rest, and should give them a name by a fragment
   */
  add(name: string, schema: JsonSchema): JsonSchema {
    const known = this.#schemas.get(name)
    if (known && !isDeepStrictEqual(known, schema)) throw new Error(`two shapes are named ${name}: give one a name by a fragment`)
    this.#schemas.set(name, schema)
    return { $ref: PREFIX + name }
  }

  /** Like `add`, where a schema that is known under another name keeps that name. */
  addOnce(name: string, schema: JsonSchema): JsonSchema {
    for (const [other, known] of this.#schemas) if (isDeepStrictEqual(known, schema)) return { $ref: PREFIX + other }
    return this.add(name, schema)
  }

  /** The schema itself, where this is a reference to one. */
  resolve(schema: JsonSchema): JsonSchema {
    const name = nameIn(schema.$ref)
    return name === undefined ? schema : this.#schemas.get(name)!
  }

  /** Every schema that is referred to, from here or by one of them, by name. */
  usedIn(value: unknown): Record<string, JsonSchema> {
    const used = new Map<string, JsonSchema>()
    const visit = (part: unknown): void => {
      if (typeof part !== 'object' || part === null) return
      for (const inner of Object.values(part)) visit(inner)
      const name = nameIn((part as JsonSchema).$ref)
      const schema = name !== undefined && !used.has(name) && this.#schemas.get(name)
      if (!name || !schema) return
      used.set(name, schema)
      visit(schema)
    }
    visit(value)
    return Object.fromEntries([...used].sort(([a], [b]) => (a < b ? -1 : 1)))
  }
}

const nameIn = (ref: unknown): string | undefined =>
  typeof ref === 'string' && ref.startsWith(PREFIX) ? ref.slice(PREFIX.length) : undefined
