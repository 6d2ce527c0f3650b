import type { Order } from '../../../schema/connections/order.ts'
import type { List } from '../../../schema/connections/page.ts'
import type { Context } from '../../../schema/context.ts'
import { visibleFunctions } from './access.ts'
import { FunctionEntity, type FunctionRow } from './function.entity.ts'
import { contains } from './text-search.ts'

export interface FunctionFilter {
  namespace?: string | null | undefined
  name?: string | null | undefined
  /** Part of the namespace, the name or the description, in any case. */
  search?: string | null | undefined
  isActive?: boolean | null | undefined
}

/** The functions that the caller may read. */
export async function listOfFunctions(context: Context, filter: FunctionFilter, order: Order<FunctionRow>): Promise<List<FunctionRow>> {
  return { entity: FunctionEntity, where: { $and: [await visibleTo(context), matching(filter)] }, order }
}

async function visibleTo(context: Context): Promise<Record<string, unknown>> {
  if (!context.caller) return { id: [] }
  if (context.reach('functions.read') === 'all') return {}
  const namespaces = await context.database.query<{ namespace: string }>('SELECT DISTINCT namespace FROM functions.functions')
  return visibleFunctions(
    context.caller,
    namespaces.map(({ namespace }) => namespace),
  )
}

const matching = ({ namespace, name, search, isActive }: FunctionFilter): Record<string, unknown> => ({
  ...(namespace && { namespace }),
  ...(name && { name }),
  ...(typeof isActive === 'boolean' && { isActive }),
  ...(search && contains(search)),
})
