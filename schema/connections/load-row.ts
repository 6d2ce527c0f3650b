import type { EntityName } from '@mikro-orm/core'
import DataLoader from 'dataloader'
import type { Context } from '../context.ts'
import { SqlCondition } from './condition.ts'
import { readRows } from './read-rows.ts'

type EntityManager = Context['em']
type Loader = DataLoader<string, object | null>

interface Named {
  namespace: string
  name: string
}

/** The row of an id, or null where there is none. Rows that are asked for in one moment are read in one statement. */
export async function loadRow<Row extends { id: string }>(
  { em }: Pick<Context, 'em'>,
  entity: EntityName<Row>,
  id: string,
): Promise<Row | null> {
  return (await loaderOf(em, entity, BY_ID).load(id)) as Row | null
}

/** The same by namespace and name, of a table in which they are unique together. */
export async function loadNamedRow<Row extends Named>(
  { em }: Pick<Context, 'em'>,
  entity: EntityName<Row>,
  { namespace, name }: Named,
): Promise<Row | null> {
  return (await loaderOf(em, entity, BY_NAME).load(JSON.stringify([namespace, name]))) as Row | null
}

/** How rows are found by what names them. */
interface Key {
  /** Condition for rows of any of these keys. */
  where(keys: readonly string[]): object
  keyOf(row: never): string
}

const BY_ID: Key = {
  where: (ids) => ({ id: { $in: ids } }),
  keyOf: ({ id }: { id: string }) => id,
}

const BY_NAME: Key = {
  where: (keys) =>
    new SqlCondition((bind) => {
      const names = keys.map((key) => JSON.parse(key) as [string, string])
      const [namespaces, own] = [0, 1].map((i) => bind(names.map((name) => name[i])))
      return `("row"."namespace", "row"."name") in (select * from unnest(cast(${namespaces} as text[]), cast(${own} as text[])))`
    }),
  keyOf: ({ namespace, name }: Named) => JSON.stringify([namespace, name]),
}

const loaders: ReadonlyMap<Key, WeakMap<EntityManager, Map<unknown, Loader>>> = new Map([
  [BY_ID, new WeakMap()],
  [BY_NAME, new WeakMap()],
])

function loaderOf(em: EntityManager, entity: unknown, key: Key): Loader {
  const ofKey = loaders.get(key)!
  let ofEntity = ofKey.get(em)
  if (!ofEntity) ofKey.set(em, (ofEntity = new Map()))
  let loader = ofEntity.get(entity)
  if (!loader) ofEntity.set(entity, (loader = createLoader(em, entity as EntityName<object>, key)))
  return loader
}

/** It keeps no rows: a mutation may have changed them since. */
function createLoader(em: EntityManager, entity: EntityName<object>, { where, keyOf }: Key): Loader {
  return new DataLoader(
    async (keys: readonly string[]) => {
      const rows: object[] = await readRows(em, entity, where([...new Set(keys)]) as never)
      const found = new Map(rows.map((row) => [keyOf(row as never), row]))
      return keys.map((key) => found.get(key) ?? null)
    },
    { cache: false },
  )
}
