import type { EntityMetadata, EntityProperty } from '@mikro-orm/core'
import { SinasError } from '../errors.ts'
import type { Bind } from './condition.ts'

type Direction = 'asc' | 'desc'

/** In which order rows come: by each column in turn. The last is unique, so that no two rows stand at the same place; none holds null. */
export type Order<Row> = readonly (readonly [property: keyof Row & string, direction: Direction])[]

/** One column of an order, as SQL knows it. */
export interface OrderColumn {
  name: string
  type: string
  direction: Direction
}

/** @throws where a column may hold null: rows without a value have no place that a cursor could name */
export function columnsOf<Row>(order: Order<Row>, meta: EntityMetadata<Row>): OrderColumn[] {
  return order.map(([property, direction]) => {
    const { fieldNames, columnTypes, nullable } = meta.properties[property as never] as EntityProperty
    if (nullable) throw new Error(`${meta.className} can't be paged by ${property}, which may be null`)
    // Of a column that counts by itself, the type goes on with `generated always as identity`.
    return { name: fieldNames[0]!, type: columnTypes[0]!.replace(/ generated .*/, ''), direction }
  })
}

export const reversed = (columns: readonly OrderColumn[]): OrderColumn[] =>
  columns.map((column) => ({ ...column, direction: column.direction === 'asc' ? 'desc' : 'asc' }))

/** SQL of the rows that come after a place. Where all columns go the same way it is one comparison of rows, which an index serves. */
export function after(columns: readonly OrderColumn[], values: readonly string[], bind: Bind): string {
  const sign = ({ direction }: OrderColumn) => (direction === 'asc' ? '>' : '<')
  const left = ({ name }: OrderColumn) => `"row"."${name}"`
  const rights = columns.map(({ type }, i) => `cast(${bind(values[i])} as ${type})`)
  if (columns.every(({ direction }) => direction === columns[0]!.direction))
    return `(${columns.map(left).join(', ')}) ${sign(columns[0]!)} (${rights.join(', ')})`
  const cases = columns.map((column, i) => {
    const equal = columns.slice(0, i).map((earlier, j) => `${left(earlier)} = ${rights[j]}`)
    return [...equal, `${left(column)} ${sign(column)} ${rights[i]}`].join(' and ')
  })
  return `(${cases.join(' or ')})`
}

/** Names a place in one order: the columns and the row's values as PostgreSQL writes them, to the microsecond. */
export function encodeCursor(columns: readonly OrderColumn[], values: readonly string[]): string {
  return Buffer.from(JSON.stringify([signatureOf(columns), ...values])).toString('base64url')
}

/** @throws SinasError VALIDATION where the text is no cursor, or one of a list in another order */
export function decodeCursor(columns: readonly OrderColumn[], cursor: string, argument: string): string[] {
  const parts = readCursor(cursor)
  if (parts?.length === columns.length + 1 && parts[0] === signatureOf(columns)) return parts.slice(1)
  throw new SinasError('VALIDATION', {
    issues: [
      {
        type: 'value_error',
        loc: [argument],
        msg: 'Value error, this is no cursor of this list in this order: take one from `pageInfo` or an edge, or leave it out',
      },
    ],
  })
}

const signatureOf = (columns: readonly OrderColumn[]) => columns.map(({ name, direction }) => `${name} ${direction}`).join()

function readCursor(cursor: string): string[] | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(parts) && parts.every((part) => typeof part === 'string') ? parts : null
  } catch {
    return null
  }
}
