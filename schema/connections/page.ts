import type { EntityName, EntityProperty, FilterQuery } from '@mikro-orm/core'
import { databaseOf, type EntityManager } from '../database.ts'
import { type Bind, conditionOf } from './condition.ts'
import { after, columnsOf, type Order, reversed } from './order.ts'
import { columnsIn, Statement, tableOf } from './read-rows.ts'
import { type Found, MAX_PAGE_SIZE, type Page, type PageArguments, pageOf, type Window, windowOf } from './window.ts'

export type { Page, PageArguments } from './window.ts'

/** A list of rows, of which the caller may see all that `where` lets through. */
export interface List<Row extends object, Shown extends object = Row> {
  entity: EntityName<Row>
  where: FilterQuery<Row>
  order: Order<Row>
  /** What the page shows of each row, where that is the row of another table: the one whose id `by` holds. There must be one, as a foreign key has it. */
  shows?: { entity: EntityName<Shown>; by: keyof Row & string } | undefined
  /** What of the rows the caller may see, where SQL can't say it. */
  isVisible?: ((row: Row) => boolean) | undefined
}

/** One page of a list, in a single statement unless rows are left out that the caller may not see. */
export async function readPage<Row extends object>(em: EntityManager, list: List<Row>, args: PageArguments): Promise<Page<Row>> {
  const window = windowOf(columnsOf(list.order, em.getMetadata().get<Row>(list.entity)), args)
  const found = list.isVisible
    ? await selectVisible(em, list, window, list.isVisible)
    : await select(em, list, { ...window, limit: window.size + 1 })
  return pageOf(window, found, () => count(em, list))
}

/** As `readPage`, but without `first` and `last` all of the list: for routes that answered all of it before they had cursors. */
export async function readWhole<Row extends object>(em: EntityManager, list: List<Row>, args: PageArguments): Promise<Page<Row>> {
  if (args.first || args.last) return readPage(em, list, args)
  const whole = await readPage(em, list, { ...args, first: MAX_PAGE_SIZE })
  while (whole.pageInfo.hasNextPage) {
    const { edges, pageInfo } = await readPage(em, list, { first: MAX_PAGE_SIZE, after: whole.pageInfo.endCursor, before: args.before })
    whole.edges.push(...edges)
    whole.pageInfo.hasNextPage = pageInfo.hasNextPage && edges.length > 0
    whole.pageInfo.endCursor = pageInfo.endCursor ?? whole.pageInfo.endCursor
  }
  return whole
}

/** Reads on until the page is full: what is left out leaves no gap, and `skip` counts only what the caller may see. */
async function selectVisible<Row extends object>(
  em: EntityManager,
  list: List<Row>,
  window: Window,
  isVisible: (row: Row) => boolean,
): Promise<Found<Row>[]> {
  const wanted = window.skip + window.size + 1
  const visible: Found<Row>[] = []
  for (let { from } = window, more = true; more && visible.length < wanted; ) {
    const limit = Math.min(MAX_PAGE_SIZE, 2 * (wanted + visible.length))
    const found = await select(em, list, { ...window, from, limit, skip: 0 })
    visible.push(...found.filter(({ row }) => isVisible(row)))
    from = found.at(-1)?.values
    more = found.length === limit
  }
  return visible.slice(window.skip, wanted)
}

/** Whose a row is: the column that says so, the columns that do together, or SQL where no column does. */
type Parent<Row> = (keyof Row & string) | readonly (keyof Row & string)[] | Parenthood

/** A condition of SQL by which a row belongs to a parent. */
export interface Parenthood {
  /** SQL type of the parents' ids. */
  type: string
  /** Over `"row"` and `parent.id`. */
  condition: string
}

/**
 * The page of each of several parents, in one statement.
 * @param parents their ids; where several columns name one, the values of these columns; null for one whose rows the caller may not see, which has none
 * @returns in the order of `parents`
 */
export async function readPages<Row extends object, Shown extends object = Row>(
  em: EntityManager,
  list: List<Row, Shown>,
  args: PageArguments,
  parent: Parent<Row>,
  parents: readonly (string | readonly (string | number)[] | null)[],
): Promise<Page<Shown>[]> {
  if (list.isVisible) throw new Error('Rows of several parents are chosen by SQL alone')
  const window = windowOf(columnsOf(list.order, em.getMetadata().get<Row>(list.entity)), args)
  const seen = parents.filter((one) => one !== null)
  const family = familyOf(em, list.entity, parent, seen)
  const rows = seen.length > 0 ? await select(em, list, { ...window, limit: window.size + 1, family }) : []
  const found = Map.groupBy(rows, (row) => row.parent)
  let counts: Promise<Map<number, number>> | undefined
  const countAll = () => (counts ??= countByParent(em, list, family))
  let next = 0
  return parents.map((one) => {
    if (one === null) return pageOf(window, [], async () => 0)
    const i = next++
    return pageOf(window, found.get(i) ?? [], async () => (await countAll()).get(i) ?? 0)
  })
}

/** The parents of nested lists, as SQL knows them. */
interface Family {
  types: string[]
  condition: string
  /** One array for each type. */
  values: string[]
}

function familyOf<Row extends object>(
  em: EntityManager,
  entity: EntityName<Row>,
  parent: Parent<Row>,
  parents: readonly (string | readonly (string | number)[])[],
): Family {
  const keys = parents.map((one) => [one].flat().map(String))
  const values = (count: number) => Array.from({ length: count }, (_, i) => arrayLiteral(keys.map((key) => key[i]!)))
  if (typeof parent === 'object' && 'condition' in parent) return { types: [parent.type], condition: parent.condition, values: values(1) }
  const columns = [parent].flat().map((name) => propertyOf(em, entity, name as string))
  return {
    types: columns.map(({ columnTypes }) => columnTypes[0]!),
    condition: columns.map(({ fieldNames }, i) => `"row"."${fieldNames[0]}" = parent.${keyName(i)}`).join(' and '),
    values: values(columns.length),
  }
}

const keyName = (i: number) => (i === 0 ? 'id' : `id${i}`)

const arrayLiteral = (items: readonly string[]) => `{${items.map((item) => `"${item.replace(/["\\]/g, '\\$&')}"`).join()}}`

/** A row of a nested list. */
interface NestedFound<Row> extends Found<Row> {
  /** Where the rows of several parents are read: which one's, from 0. */
  parent: number
}

interface Selection extends Pick<Window, 'reading' | 'from' | 'to' | 'skip'> {
  limit: number
  family?: Family
}

const VALUE = '__value'
const PARENT = '__parent'

async function select<Row extends object, Shown extends object>(
  em: EntityManager,
  { entity, where, shows }: List<Row, Shown>,
  { reading, from, to, skip, limit, family }: Selection,
): Promise<NestedFound<Shown>[]> {
  const meta = em.getMetadata().get<Row>(entity)
  const { values, bind } = new Statement()
  const conditions = [
    conditionOf(where, meta, bind),
    ...(from ? [after(reading, from, bind)] : []),
    ...(to ? [after(reversed(reading), to, bind)] : []),
    ...(family ? [family.condition] : []),
  ]
  const places = reading.map(({ name }, i) => `"row"."${name}"::text as "${VALUE}${i}"`)
  const order = reading.map(({ name, direction }) => `"row"."${name}" ${direction}`)
  const shown = shows && em.getMetadata().get<Shown>(shows.entity)
  const columns = shown ? columnsIn(shown, 'shown') : columnsIn(meta)
  const join = shown ? ` join ${tableOf(shown, 'shown')} on "shown"."id" = "row"."${propertyOf(em, entity, shows.by).fieldNames[0]}"` : ''
  const sql = `select ${[columns, ...places].join(', ')} from ${tableOf(meta)}${join} where ${conditions.join(' and ')}
    order by ${order.join(', ')} limit ${bind(limit)}${skip > 0 ? ` offset ${bind(skip)}` : ''}`
  const database = databaseOf(em)
  const statement = family ? ofEachParent(sql, family, bind) : sql
  // A search may look at all rows of the table.
  const isSearch = statement.includes(' ilike ')
  const rows = await (isSearch
    ? database.query<Record<string, unknown>>(statement, values)
    : database.read<Record<string, unknown>>(statement, values))
  return rows.map((row) => ({
    row: row as Shown,
    values: reading.map((_, i) => row[`${VALUE}${i}`] as string),
    parent: Number(row[PARENT]) - 1,
  }))
}

/** A query for one parent, run for each of several: PostgreSQL reads as many rows of each as a page has, whatever the number of its rows. */
function ofEachParent(sql: string, { types, values }: Family, bind: Bind): string {
  const arrays = types.map((type, i) => `cast(${bind(values[i])} as ${type}[])`)
  const names = types.map((_, i) => keyName(i))
  return `select found.*, parent.number as "${PARENT}"
    from unnest(${arrays.join(', ')}) with ordinality as parent(${names.join(', ')}, number) cross join lateral (${sql}) as found`
}

async function count<Row extends object>(em: EntityManager, { entity, where, isVisible }: List<Row>): Promise<number> {
  if (isVisible) return (await em.find(entity, where as never)).filter((row) => isVisible(row as Row)).length
  const meta = em.getMetadata().get<Row>(entity)
  const { values, bind } = new Statement()
  const sql = `select count(*) as "count" from ${tableOf(meta)} where ${conditionOf(where, meta, bind)}`
  const [counted] = await databaseOf(em).query<{ count: number }>(sql, values)
  return counted!.count
}

async function countByParent<Row extends object>(
  em: EntityManager,
  { entity, where }: Pick<List<Row>, 'entity' | 'where'>,
  family: Family,
): Promise<Map<number, number>> {
  const meta = em.getMetadata().get<Row>(entity)
  const { values, bind } = new Statement()
  const sql = `select count(*) as "count" from ${tableOf(meta)} where ${conditionOf(where, meta, bind)} and ${family.condition}`
  const rows = await databaseOf(em).query<{ count: number; [PARENT]: number }>(ofEachParent(sql, family, bind), values)
  return new Map(rows.map((row) => [Number(row[PARENT]) - 1, row.count]))
}

const propertyOf = <Row extends object>(em: EntityManager, entity: EntityName<Row>, property: string) =>
  em.getMetadata().get<Row>(entity).properties[property as never] as EntityProperty
