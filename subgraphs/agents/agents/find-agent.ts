import type { Context } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import type { Services } from '../services.ts'
import { Agent, type AgentRow } from './agent.entity.ts'
import { mayUseAgent, requireAgent, requireUse } from './agent-access.ts'
import type { AgentReferenceShape } from './agent-reference.ts'

/** An agent for what is done to the agent itself. @throws SinasError NOT_FOUND, FORBIDDEN */
export async function findAgent(
  context: Context<Services>,
  reference: AgentReferenceShape,
  action: 'read' | 'update' | 'delete',
): Promise<AgentRow> {
  const row = await activeAgent(context, reference)
  requireAgent(context, row, action)
  return row
}

/** An agent to talk with. @throws SinasError NOT_FOUND, FORBIDDEN */
export async function findUsableAgent(context: Context<Services>, reference: AgentReferenceShape): Promise<AgentRow> {
  const row = await activeAgent(context, reference)
  requireUse(context.caller!, row)
  return row
}

/** The agent that is offered where none is named. @throws SinasError NOT_FOUND */
export async function findDefaultAgent({ em, caller }: Context<Services>): Promise<AgentRow> {
  const row = await em.findOne(Agent, { isDefault: true, isActive: true })
  if (!row || !mayUseAgent(caller!, row)) throw new SinasError('NOT_FOUND', { what: 'A default agent' })
  return row
}

async function activeAgent({ em }: Context<Services>, { id, name }: AgentReferenceShape): Promise<AgentRow> {
  const row = await em.findOne(Agent, { ...(id ? { id } : { namespace: name!.namespace, name: name!.name }), isActive: true })
  if (!row) throw new SinasError('NOT_FOUND', { what: name ? `Agent ${name.namespace}/${name.name}` : 'Agent' })
  return row
}
