import type { EntityName } from '@mikro-orm/core'
import DataLoader from 'dataloader'
import type { Context } from '../context.ts'

type Loader = DataLoader<string, object | null>

const loaders = new WeakMap<object, Map<EntityName<never>, Loader>>()

/** The row of an id, or null where there is none. Rows that are asked for in one moment are read in one statement. */
export async function loadRow<Row extends { id: string }>(
  context: Pick<Context, 'em'>,
  entity: EntityName<Row>,
  id: string,
): Promise<Row | null> {
  let ofContext = loaders.get(context)
  if (!ofContext) loaders.set(context, (ofContext = new Map()))
  let loader = ofContext.get(entity as never)
  if (!loader) ofContext.set(entity as never, (loader = createLoader(context, entity)))
  return (await loader.load(id)) as Row | null
}

/** It keeps no rows: a mutation may have changed them since. */
function createLoader<Row extends { id: string }>(context: Pick<Context, 'em'>, entity: EntityName<Row>): Loader {
  return new DataLoader(
    async (ids: readonly string[]) => {
      const rows = (await context.em.find(entity, { id: { $in: [...new Set(ids)] } } as never)) as Row[]
      const byId = new Map(rows.map((row) => [row.id, row]))
      return ids.map((id) => byId.get(id) ?? null)
    },
    { cache: false },
  )
}
