import type { EntityMetadata, EntityProperty, FilterQuery } from '@mikro-orm/core'

/** Keeps a value for a statement, and says how the statement names it: `$1`. */
export type Bind = (value: unknown) => string

/** A condition that the language of the ORM has no words for. */
export class SqlCondition {
  readonly write: (bind: Bind) => string

  /** @param write SQL over `"row"`, with the values that it binds */
  constructor(write: (bind: Bind) => string) {
    this.write = write
  }
}

type Written = Record<string, unknown>

/**
 * The condition of a list in SQL. The ORM's own builder takes longer than PostgreSQL does to answer; here is as much of its language as lists use.
 * A list of values is one value, so that the text of a statement depends on what is asked and not on how much.
 * @throws where it says what is not known here
 */
export function conditionOf<Row>(where: FilterQuery<Row>, meta: EntityMetadata<Row>, bind: Bind): string {
  if (where instanceof SqlCondition) return where.write(bind)
  const conditions = Object.entries(where as Written).map(([key, value]) => {
    if (key === '$and' || key === '$or') return joined(value as FilterQuery<Row>[], key === '$and' ? ' and ' : ' or ', meta, bind)
    const property = meta.properties[key as never] as EntityProperty | undefined
    if (!property) throw new Error(`${meta.className} has no property ${key} to choose rows by`)
    return comparison(property, value, bind)
  })
  return conditions.length > 0 ? conditions.join(' and ') : 'true'
}

function joined<Row>(parts: FilterQuery<Row>[], word: ' and ' | ' or ', meta: EntityMetadata<Row>, bind: Bind): string {
  if (parts.length === 0) return word === ' and ' ? 'true' : 'false'
  return `(${parts.map((part) => `(${conditionOf(part, meta, bind)})`).join(word)})`
}

function comparison(property: EntityProperty, value: unknown, bind: Bind): string {
  const column = `"row"."${property.fieldNames[0]}"`
  // Left out of a condition, it would show more rows.
  if (value === undefined) throw new Error(`${property.name} is undefined`)
  if (value === null) return `${column} is null`
  if (Array.isArray(value)) return isOneOf(property, value, bind)
  if (typeof value !== 'object' || value instanceof Date) return `${column} = ${bind(value)}`
  return Object.entries(value as Written)
    .map(([operator, operand]) => {
      if (operator === '$in') return isOneOf(property, operand as unknown[], bind)
      const sign = SIGNS[operator]
      if (!sign) throw new Error(`${property.name}: ${operator} is not known here`)
      return `${column} ${sign} ${bind(operand)}`
    })
    .join(' and ')
}

const SIGNS: Record<string, string> = { $gt: '>', $ilike: 'ilike', $contains: '@>' }

const isOneOf = ({ fieldNames, columnTypes }: EntityProperty, values: unknown[], bind: Bind) =>
  `"row"."${fieldNames[0]}" = any(cast(${bind(values)} as ${columnTypes[0]}[]))`
