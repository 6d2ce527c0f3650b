import { type EntityName, type EntityProperty, type FilterQuery, raw } from '@mikro-orm/core'
import type { EntityManager } from '../database.ts'
import { SinasError } from '../errors.ts'
import { after, columnsOf, decodeCursor, encodeCursor, type Order, type OrderColumn, reversed } from './order.ts'

/** Rows of a page where neither `first` nor `last` says how many. */
export const DEFAULT_PAGE_SIZE = 50
/** Rows that a page may have. */
export const MAX_PAGE_SIZE = 1000

/** Which rows of a list are wanted: https://relay.dev/graphql/connections.htm#sec-Arguments */
export interface PageArguments {
  first?: number | null | undefined
  last?: number | null | undefined
  after?: string | null | undefined
  before?: string | null | undefined
  /** Rows to leave out, of the whole list: for REST alone, which had this before cursors. */
  skip?: number | null | undefined
}

export interface Page<Row> {
  edges: { cursor: string; node: Row }[]
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null }
  /** Asked for by few clients: counted on demand. */
  totalCount(): Promise<number>
}

/** A list of rows, of which the caller may see all that `where` lets through. */
export interface List<Row extends object> {
  entity: EntityName<Row>
  where: FilterQuery<Row>
  order: Order<Row>
  /** What of the rows the caller may see, where SQL can't say it. */
  isVisible?: ((row: Row) => boolean) | undefined
}

/** One page of a list, in a single statement unless rows are left out that the caller may not see. */
export async function readPage<Row extends object>(em: EntityManager, list: List<Row>, args: PageArguments): Promise<Page<Row>> {
  const window = windowOf(em, list, args)
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

/** The columns that name a row's parent, and the parents: where two columns name it, the values of both. */
type Parents<Row> = readonly [property: keyof Row & string, ids: readonly string[]][]

/**
 * The page of each of several parents, in one statement.
 * @param parent the column that names a row's parent, `agentId`; or several: `['functionId', 'version']`
 * @param parents their ids; or the values of these columns
 * @returns in the order of `parents`
 */
export async function readPages<Row extends object>(
  em: EntityManager,
  list: List<Row>,
  args: PageArguments,
  parent: (keyof Row & string) | readonly (keyof Row & string)[],
  parents: readonly (string | readonly (string | number)[])[],
): Promise<Page<Row>[]> {
  if (list.isVisible) throw new Error('Rows of several parents are chosen by SQL alone')
  const window = windowOf(em, list, args)
  const values = parents.map((one) => [one].flat().map(String))
  const named: Parents<Row> = [parent].flat().map((property, i) => [property as keyof Row & string, values.map((value) => value[i]!)])
  const found = Map.groupBy(await select(em, list, { ...window, limit: window.size + 1, parents: named }), ({ row }) =>
    keyOf(named.map(([property]) => row[property])),
  )
  let counts: Promise<Map<string, number>> | undefined
  const countAll = () => (counts ??= countByParent(em, list, named))
  return values.map(keyOf).map((key) => pageOf(window, found.get(key) ?? [], async () => (await countAll()).get(key) ?? 0))
}

const keyOf = (values: readonly unknown[]) => JSON.stringify(values.map(String))

interface Window {
  columns: OrderColumn[]
  /** The order of reading: from the end where `last` is asked for. */
  reading: OrderColumn[]
  backwards: boolean
  from: string[] | undefined
  to: string[] | undefined
  size: number
  skip: number
}

interface Found<Row> {
  row: Row
  values: string[]
}

function windowOf<Row extends object>(em: EntityManager, { entity, order }: List<Row>, args: PageArguments): Window {
  const columns = columnsOf(order, em.getMetadata().get<Row>(entity))
  const backwards = typeof args.last === 'number'
  if (backwards && typeof args.first === 'number') throw new SinasError('VALIDATION', { issues: [TWO_ENDS] })
  const start = args.after ? decodeCursor(columns, args.after, 'after') : undefined
  const end = args.before ? decodeCursor(columns, args.before, 'before') : undefined
  return {
    columns,
    reading: backwards ? reversed(columns) : columns,
    backwards,
    from: backwards ? end : start,
    to: backwards ? start : end,
    size: (backwards ? args.last : args.first) ?? DEFAULT_PAGE_SIZE,
    skip: args.skip ?? 0,
  }
}

const TWO_ENDS = { type: 'value_error', loc: ['last'], msg: 'Value error, give `first` or `last`, not both' }

interface Selection<Row> extends Pick<Window, 'reading' | 'from' | 'to' | 'skip'> {
  limit: number
  parents?: Parents<Row>
}

const VALUE = '__value'

async function select<Row extends object>(
  em: EntityManager,
  { entity, where }: List<Row>,
  { reading, from, to, skip, limit, parents }: Selection<Row>,
): Promise<Found<Row>[]> {
  const query = em
    .createQueryBuilder(entity, 'row')
    .select('*')
    .where(where as never)
  for (const [i, { name }] of reading.entries()) query.addSelect(raw(`"row"."${name}"::text as "${VALUE}${i}"`))
  for (const [columns, values] of [
    [reading, from],
    [reversed(reading), to],
  ] as const) {
    if (!values) continue
    const condition = after(columns, values, '"row"')
    query.andWhere(raw(condition.sql, condition.values))
  }
  query.orderBy(reading.map(({ name, direction }) => ({ [raw(`"row"."${name}"`)]: direction })) as never)
  query.limit(limit, skip)
  const rows = parents
    ? await em.execute<Record<string, unknown>[]>(...ofEachParent(query, columnsOfParents(em, entity, parents)))
    : await query.execute<Record<string, unknown>[]>('all', false)
  return rows.map((columns) => {
    const values = reading.map((_, i) => columns[`${VALUE}${i}`] as string)
    for (const i of reading.keys()) delete columns[`${VALUE}${i}`]
    return { row: em.map(entity, columns as never) as Row, values }
  })
}

interface ParentColumn {
  name: string
  /** SQL of the parents' values, with one `?`. */
  values: string
  parameter: string
}

const columnsOfParents = <Row extends object>(em: EntityManager, entity: EntityName<Row>, parents: Parents<Row>): ParentColumn[] =>
  parents.map(([property, ids]) => {
    const { fieldNames, columnTypes } = propertyOf(em, entity, property)
    const parameter = `{${ids.map((id) => `"${id.replace(/["\\]/g, '\\$&')}"`).join()}}`
    return { name: `"row"."${fieldNames[0]}"`, values: `cast(? as ${columnTypes[0]}[])`, parameter }
  })

/** A query for one parent, run for each of several: PostgreSQL reads as many rows of each as a page has, whatever the number of its rows. */
function ofEachParent(
  query: { andWhere(condition: unknown): unknown; toQuery(): { sql: string; params: readonly unknown[] } },
  columns: readonly ParentColumn[],
): [sql: string, params: unknown[]] {
  for (const [i, { name }] of columns.entries()) query.andWhere(raw(`${name} = parent.id${i}`))
  const { sql, params } = query.toQuery()
  const ids = columns.map((_, i) => `id${i}`)
  return [
    `select found.* from unnest(${columns.map(({ values }) => values)}) as parent(${ids}) cross join lateral (${sql}) as found`,
    [...columns.map(({ parameter }) => parameter), ...params],
  ]
}

function pageOf<Row>(
  { columns, backwards, size, from, to, skip }: Window,
  found: Found<Row>[],
  totalCount: () => Promise<number>,
): Page<Row> {
  const isCut = found.length > size
  const rows = found.slice(0, size)
  if (backwards) rows.reverse()
  const edges = rows.map(({ row, values }) => ({ node: row, cursor: encodeCursor(columns, values) }))
  const [first, last] = [edges[0]?.cursor ?? null, edges.at(-1)?.cursor ?? null]
  const beforeTheFirst = from !== undefined || skip > 0
  return {
    edges,
    pageInfo: {
      hasNextPage: backwards ? beforeTheFirst : isCut || to !== undefined,
      hasPreviousPage: backwards ? isCut || to !== undefined : beforeTheFirst,
      startCursor: first,
      endCursor: last,
    },
    totalCount,
  }
}

async function count<Row extends object>(em: EntityManager, { entity, where, isVisible }: List<Row>): Promise<number> {
  if (!isVisible) return em.count(entity, where as never)
  return (await em.find(entity, where as never)).filter((row) => isVisible(row as Row)).length
}

async function countByParent<Row extends object>(
  em: EntityManager,
  { entity, where }: List<Row>,
  parents: Parents<Row>,
): Promise<Map<string, number>> {
  const columns = columnsOfParents(em, entity, parents)
  const names = columns.map(({ name }) => raw(name))
  const among = `(${columns.map(({ name }) => name)}) in (select * from unnest(${columns.map(({ values }) => values)}))`
  const query = em.createQueryBuilder(entity, 'row').where(where as never)
  query.andWhere(
    raw(
      among,
      columns.map(({ parameter }) => parameter),
    ),
  )
  query.select([...columns.map(({ name }, i) => raw(`${name} as "id${i}"`)), raw('count(*) as "count"')] as never).groupBy(names as never)
  const rows = await query.execute<Record<string, unknown>[]>('all', false)
  return new Map(rows.map((row) => [keyOf(columns.map((_, i) => row[`id${i}`])), Number(row.count)]))
}

const propertyOf = <Row extends object>(em: EntityManager, entity: EntityName<Row>, property: string) =>
  em.getMetadata().get<Row>(entity).properties[property as never] as EntityProperty
