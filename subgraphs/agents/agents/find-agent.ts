import type { Context } from '../../../schema/context.ts'
import { invalid, SinasError } from '../../../schema/errors.ts'
import type { Services } from '../services.ts'
import { Agent, type AgentRow } from './agent.entity.ts'
import { isListed, isOffered, requireAgent } from './agent-access.ts'

export interface AgentReference {
  id?: string | null | undefined
  namespace?: string | null | undefined
  name?: string | null | undefined
}

/** @throws SinasError NOT_FOUND, FORBIDDEN */
export async function findAgent(
  context: Context<Services>,
  { id, namespace, name }: AgentReference,
  action: 'read' | 'update' | 'delete',
): Promise<AgentRow> {
  if (!id && !(namespace && name)) throw invalid(['name'], 'an agent is named by id, or by namespace and name')
  const row = await context.em.findOne(Agent, { ...(id ? { id } : { namespace: namespace!, name: name! }), isActive: true })
  if (!row) throw new SinasError('NOT_FOUND', { what: 'Agent' })
  requireAgent(context, row, action)
  return row
}

interface ListArguments {
  namespace?: string | null | undefined
  skip?: number | null | undefined
  limit?: number | null | undefined
}

/** What the caller reaches by `agents.read`; one who is granted single agents sees those among the others. */
export async function listAgents(context: Context<Services>, { namespace, skip, limit }: ListArguments): Promise<AgentRow[]> {
  const filter = { isActive: true, ...(namespace && { namespace }) }
  const orderBy = { createdAt: 'desc', id: 'asc' } as const
  if (context.reach('agents.read') === 'all') return context.em.find(Agent, filter, { orderBy, offset: skip!, limit: limit! })
  const rows = await context.em.find(Agent, filter, { orderBy })
  return rows.filter((row) => isListed(context.caller!, row)).slice(skip!, skip! + limit!)
}

/** What the caller is shown to choose from, by name. */
export async function listOfferedAgents({ em, caller }: Context<Services>): Promise<AgentRow[]> {
  const { userId, groupIds } = caller!
  const near = [{ userId }, { userId: null }, { groupId: { $in: groupIds } }, { isShared: true }, { isDefault: true }]
  const rows = await em.find(Agent, { isActive: true, $or: near }, { orderBy: { namespace: 'asc', name: 'asc' } })
  return rows.filter((row) => isOffered(caller!, row))
}
