import type { EntityMetadata, EntityName, EntityProperty, FilterQuery } from '@mikro-orm/core'
import { databaseOf, type EntityManager } from '../database.ts'
import { type Bind, conditionOf } from './condition.ts'

/** Rows to be read and not to be changed: the entity manager does not know them, which saves it most of the time that such a read takes. */
export async function readRows<Row extends object>(em: EntityManager, entity: EntityName<Row>, where: FilterQuery<Row>): Promise<Row[]> {
  const meta = em.getMetadata().get<Row>(entity)
  const { values, bind } = new Statement()
  const condition = conditionOf(where, meta, bind)
  return databaseOf(em).read<Row>(`select ${columnsIn(meta)} from ${tableOf(meta)} where ${condition}`, values)
}

/** The same of one row; null where there is none. @param where by what is unique */
export async function readRow<Row extends object>(
  em: EntityManager,
  entity: EntityName<Row>,
  where: FilterQuery<Row>,
): Promise<Row | null> {
  const [row] = await readRows(em, entity, where)
  return row ?? null
}

/** A statement and its values: put together by each call, because that takes no longer than to look for one that was put together before. */
export class Statement {
  readonly values: unknown[] = []
  readonly bind: Bind = (value) => `$${this.values.push(value)}`
}

/** How a statement calls a table: `row` is that of the list, `shown` another, of which it shows a row for each. */
type Alias = 'row' | 'shown'

export const tableOf = <Row>({ schema, tableName }: EntityMetadata<Row>, alias: Alias = 'row') => `"${schema}"."${tableName}" as "${alias}"`

const knownColumns: Record<Alias, WeakMap<object, string>> = { row: new WeakMap(), shown: new WeakMap() }

/** Each column under the name of its property. */
export function columnsIn<Row>(meta: EntityMetadata<Row>, alias: Alias = 'row'): string {
  let known = knownColumns[alias].get(meta)
  if (known === undefined) {
    const own = Object.values<EntityProperty>(meta.properties).filter(
      ({ persist, fieldNames }) => persist !== false && fieldNames?.length === 1,
    )
    known = own.map(({ name, fieldNames }) => `"${alias}"."${fieldNames[0]}" as "${name}"`).join(', ')
    knownColumns[alias].set(meta, known)
  }
  return known
}
