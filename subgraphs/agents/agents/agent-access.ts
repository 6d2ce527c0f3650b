import type { Caller, Context } from '../../../schema/context.ts'
import { reach } from '../../../schema/permissions.ts'

export interface AgentOwnership {
  namespace: string
  name: string
  userId?: string | null
  groupId?: string | null
}

/**
 * May they talk with the agent? `chat` allows it, and so does `read`, its older name: to one's own agents, to those of one's
 * groups, or to all. The platform's own agents, which nobody owns, are for everyone who may talk with any.
 */
export function mayUseAgent(caller: Caller, agent: AgentOwnership): boolean {
  const path = `agents/${agent.namespace}/${agent.name}`
  return isReached(caller, agent, `${path}.chat`) || isReached(caller, agent, `${path}.read`)
}

/** Is the agent in what they list? Asked of every agent, it is no decision to keep: the names of those they don't see would be in their log. */
export function isListed(caller: Caller, agent: AgentOwnership): boolean {
  return isReached(caller, agent, `agents/${agent.namespace}/${agent.name}.read`)
}

/** May they do this to the agent itself: `read`, `update`, `delete`? */
export function mayDo(context: Context, agent: AgentOwnership, action: 'read' | 'update' | 'delete'): boolean {
  const scope = context.reach(`agents/${agent.namespace}/${agent.name}.${action}`)
  if (scope === 'all') return true
  if (!agent.userId && action !== 'read') return false
  return scope !== null && isTheirs(context.caller!, agent, scope)
}

/** Does any of their permissions speak of talking with the agent, whoever owns it? */
export function mayTalkWith(caller: Caller, namespace: string, name: string): boolean {
  return reach(caller, `agents/${namespace}/${name}.chat`) !== null
}

function isReached(caller: Caller, agent: AgentOwnership, action: string): boolean {
  const scope = reach(caller, action)
  return scope === 'all' || (scope !== null && isTheirs(caller, agent, scope))
}

function isTheirs(caller: Caller, agent: AgentOwnership, scope: 'own' | 'group' | 'all'): boolean {
  if (!agent.userId || agent.userId === caller.userId) return true
  return scope === 'group' && !!agent.groupId && caller.groupIds.includes(agent.groupId)
}
