import type { FilterQuery } from '@mikro-orm/core'
import type { EntityManager } from '../database.ts'
import { type List, type Page, type PageArguments, type Parenthood, readPages } from './page.ts'

/**
 * The pages of several parents, of a list whose visibility code decides: its rows are looked through first, without their texts.
 * @param decisive the columns that the decision reads
 */
export async function readVisiblePages<Row extends { id: string }>(
  em: EntityManager,
  list: List<Row>,
  args: PageArguments,
  parent: (keyof Row & string) | Parenthood,
  parents: readonly string[],
  decisive: readonly (keyof Row & string)[],
): Promise<Page<Row>[]> {
  const { isVisible, ...rest } = list
  if (!isVisible) return readPages(em, list, args, parent, parents)
  const isOfParents = typeof parent === 'string' ? { [parent]: { $in: parents } } : {}
  const rows = (await em.find(list.entity, { $and: [list.where, isOfParents] } as never, {
    fields: ['id', ...decisive] as never,
    disableIdentityMap: true,
  })) as Row[]
  const ids = rows.filter(isVisible).map(({ id }) => id)
  return readPages(em, { ...rest, where: { id: { $in: ids } } as unknown as FilterQuery<Row> }, args, parent, parents)
}
