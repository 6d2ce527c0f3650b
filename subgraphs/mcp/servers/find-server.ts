import type { FilterQuery } from '@mikro-orm/core'
import type { Caller, Context } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import { reach, type Scope } from '../../../schema/permissions.ts'
import { isUuid } from '../../../schema/scalars.ts'
import type { Services } from '../services.ts'
import { McpServerEntity, type ServerRow } from './server.entity.ts'
import type { McpServerReference } from './server-input.ts'

export type McpAction = 'read' | 'update' | 'delete' | 'execute'

/** Servers that the caller may do `action` with: all, those of their groups, or those that they registered. */
export function visibleServers(context: Context<Services>, action: McpAction): FilterQuery<ServerRow> {
  const { userId, groupIds } = context.caller!
  const filters: Record<Scope, FilterQuery<ServerRow>> = {
    all: {},
    group: { $or: [{ userId }, { groupId: { $in: groupIds } }] },
    own: { userId },
  }
  const scope = context.reach(`mcp.${action}`)
  if (!scope) throw new SinasError('FORBIDDEN', { permission: `sinas.mcp.${action}:own` })
  return filters[scope]
}

/** The same of one server. */
function maySee({ userId, groupIds }: Caller, scope: Scope, server: Pick<ServerRow, 'userId' | 'groupId'>): boolean {
  if (scope === 'all' || server.userId === userId) return true
  return scope === 'group' && !!server.groupId && groupIds.includes(server.groupId)
}

/** May the caller read it? Not kept as a decision. */
export function mayReadServer({ caller }: Pick<Context, 'caller'>, server: Pick<ServerRow, 'userId' | 'groupId'>): boolean {
  const scope = reach(caller, 'mcp.read')
  return scope !== null && maySee(caller!, scope, server)
}

/** @throws SinasError NOT_FOUND, FORBIDDEN */
export async function findServer(
  context: Context<Services>,
  { id, name, idOrName }: typeof McpServerReference.$inferInput,
  action: McpAction,
): Promise<ServerRow> {
  const reference = (id ?? name ?? idOrName) as string
  const visible = visibleServers(context, action)
  const find = (filter: FilterQuery<ServerRow>) =>
    context.em.findOne(McpServerEntity, { $and: [visible, filter] } as FilterQuery<ServerRow>)
  const byId = !name && isUuid(reference) ? await find({ id: reference }) : null
  const row = byId ?? (id ? null : await find({ name: reference }))
  if (!row) throw new SinasError('NOT_FOUND', { what: 'MCP server' })
  return row
}
