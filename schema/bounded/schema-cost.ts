// What holding a value against a JSON Schema may cost at most, found by looking at the schema alone.
import { INLINE_PATTERN_LENGTH, INLINE_SCHEMA_NODES, INLINE_SCHEMA_STEPS } from './limits.ts'
import { linearPattern } from './pattern.ts'
import type { JsonSchema, SchemaOptions } from './schema-options.ts'

/**
 * Each subschema is asked once at most about each value that it may meet, unless it is reached by several ways. So a validation takes no more
 * steps than `perValue` for each value, and `perCharacter` for each character of the texts among them.
 */
export interface SchemaCost {
  perValue: number
  perCharacter: number
  /** The cost of all pairs of a list's items comes on top. */
  comparesItems: boolean
}

/** Keywords that hold schemas, by how they hold them. */
const SCHEMA = ['additionalProperties', 'propertyNames', 'items', 'contains', 'not', 'if', 'then', 'else', 'unevaluatedItems']
const SCHEMAS = ['allOf', 'anyOf', 'oneOf', 'prefixItems']
const SCHEMA_MAP = ['properties', 'patternProperties', 'dependentSchemas']

/** What points elsewhere in ways that are not followed here, and what the cost of can't be told. */
const NOT_FOLLOWED = [
  '$id',
  '$anchor',
  '$dynamicRef',
  '$dynamicAnchor',
  '$recursiveRef',
  '$recursiveAnchor',
  'dependencies',
  'unevaluatedProperties',
  '$data',
]

/** Texts for people, and definitions, which cost where they are used. */
const FREE = new Set([
  'title',
  'description',
  'examples',
  '$comment',
  'default',
  '$defs',
  'definitions',
  '$schema',
  'readOnly',
  'writeOnly',
  'deprecated',
])

class NotCheap extends Error {}

/**
 * @returns null where the schema is large, refers to itself, or has what the cost of can't be told: that is no work for the event loop
 */
export function schemaCost(schema: JsonSchema, { coerces, ignoresFormats, ignoresPatterns }: SchemaOptions): SchemaCost | null {
  const cost: SchemaCost = { perValue: 0, perCharacter: 0, comparesItems: false }
  let nodes = 0
  let patternLength = 0
  const path: object[] = []

  function visit(node: unknown): void {
    count(1)
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return
    if (path.includes(node)) throw new NotCheap()
    path.push(node)
    keywords(node as JsonSchema)
    path.pop()
  }

  function keywords(node: JsonSchema): void {
    for (const keyword in node) {
      const value = node[keyword]
      if (NOT_FOLLOWED.includes(keyword)) throw new NotCheap()
      if (FREE.has(keyword)) continue
      count(1)
      if (keyword === '$ref') visit(target(schema, value))
      else if (SCHEMA.includes(keyword)) visit(value)
      else if (SCHEMAS.includes(keyword)) for (const each of listOf(value)) visit(each)
      else if (SCHEMA_MAP.includes(keyword)) visitMap(keyword, value)
      else weigh(keyword, value)
    }
    if (coerces && 'default' in node) count(1 + Math.ceil(JSON.stringify(node.default ?? null).length / 8))
  }

  function visitMap(keyword: string, value: unknown): void {
    if (typeof value !== 'object' || value === null) return
    for (const [name, each] of Object.entries(value)) {
      if (keyword === 'patternProperties') pattern(name)
      visit(each)
    }
  }

  function weigh(keyword: string, value: unknown): void {
    if (keyword === 'pattern') pattern(String(value))
    if ((keyword === 'format' && !ignoresFormats) || keyword === 'minLength' || keyword === 'maxLength') cost.perCharacter++
    if (keyword === 'uniqueItems' && value !== false) cost.comparesItems = true
    // Lists of plain values are looped over, not compiled into code.
    if (keyword === 'enum' || keyword === 'required' || keyword === 'const') steps(nodesOf(value) - 1)
    else count(nodesOf(value) - 1)
  }

  function pattern(source: string): void {
    if (!ignoresPatterns) addPattern(source)
  }

  function addPattern(source: string): void {
    patternLength += source.length
    const compiled = patternLength > INLINE_PATTERN_LENGTH ? null : compilable(source)
    if (!compiled || 'unsupported' in compiled) throw new NotCheap()
    cost.perCharacter += compiled.states
  }

  function count(more: number): void {
    nodes += more
    if (nodes > INLINE_SCHEMA_NODES) throw new NotCheap()
    steps(more)
  }

  function steps(more: number): void {
    cost.perValue += more
    if (cost.perValue > INLINE_SCHEMA_STEPS) throw new NotCheap()
  }

  try {
    visit(schema)
    return cost
  } catch (error) {
    if (error instanceof NotCheap) return null
    throw error
  }
}

/** A pattern that is none is for the compiler to complain about. */
function compilable(source: string) {
  try {
    return linearPattern(source)
  } catch {
    return null
  }
}

/** @throws NotCheap where it points out of the schema, or nowhere */
function target(root: JsonSchema, reference: unknown): unknown {
  if (typeof reference !== 'string' || !/^#(\/|$)/.test(reference)) throw new NotCheap()
  let found: unknown = root
  for (const part of reference.split('/').slice(1)) {
    const name = decoded(part).replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) throw new NotCheap()
    found = (found as Record<string, unknown>)[name]
  }
  return found
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new NotCheap()
  }
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** Values in a value, until they are more than matter. */
function nodesOf(value: unknown): number {
  let nodes = 0
  const open = [value]
  while (open.length > 0 && nodes <= INLINE_SCHEMA_STEPS) {
    const next = open.pop()
    nodes++
    if (typeof next === 'object' && next !== null) open.push(...Object.values(next).slice(0, INLINE_SCHEMA_STEPS))
  }
  return nodes
}
