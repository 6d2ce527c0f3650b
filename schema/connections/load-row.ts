import type { EntityName } from '@mikro-orm/core'
import DataLoader from 'dataloader'
import type { Context } from '../context.ts'

type Loader = DataLoader<string, object | null>

const loaders = new WeakMap<object, Map<EntityName<never>, Loader>>()

/** The row of an id, or null where there is none. Rows that are asked for in one moment are read in one statement. */
export async function loadRow<Row extends { id: string }>(
  { em }: Pick<Context, 'em'>,
  entity: EntityName<Row>,
  id: string,
): Promise<Row | null> {
  let loadersOf = loaders.get(em)
  if (!loadersOf) loaders.set(em, (loadersOf = new Map()))
  let loader = loadersOf.get(entity as never)
  if (!loader) loadersOf.set(entity as never, (loader = createLoader(em, entity)))
  return (await loader.load(id)) as Row | null
}

/** It keeps no rows: a mutation may have changed them since. */
function createLoader<Row extends { id: string }>(em: Context['em'], entity: EntityName<Row>): Loader {
  return new DataLoader(
    async (ids: readonly string[]) => {
      const rows = (await em.find(entity, { id: { $in: [...new Set(ids)] } } as never)) as Row[]
      const byId = new Map(rows.map((row) => [row.id, row]))
      return ids.map((id) => byId.get(id) ?? null)
    },
    { cache: false },
  )
}
