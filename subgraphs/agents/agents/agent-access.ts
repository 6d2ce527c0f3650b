import { type Caller, type Party, partiesOf } from '../../../schema/caller.ts'
import type { Context } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import { mayActOn, reachOf } from '../../../schema/permissions.ts'

export interface AgentOwnership {
  namespace: string
  name: string
  userId?: string | null | undefined
  groupId?: string | null | undefined
}

// Each party of a run is asked alone, with what they own and the groups that they are in. So an agent of a shaper is not foreign to them:
// in an administrator's chat with a user's agent, that agent may ask the user's other agents.

/**
 * May they talk with the agent? `chat` allows it, and so does `read`, its older name: to one's own agents, to those of one's
 * groups, or to all. The platform's own agents, which have no owner, are for all users who may talk with any agent.
 */
export const mayUseAgent = (caller: Caller, agent: AgentOwnership): boolean => partiesOf(caller).every((party) => mayUse(party, agent))

function mayUse(party: Party, agent: AgentOwnership): boolean {
  return isReached(party, agent, 'chat') || isReached(party, agent, 'read')
}

/** @throws SinasError FORBIDDEN that says whose right is missing */
export function requireUse(caller: Caller, agent: AgentOwnership): void {
  if (mayUseAgent(caller, agent)) return
  const who = mayUse(caller, agent) ? ', held by everyone who shaped this run,' : ''
  throw new SinasError('FORBIDDEN', { permission: `sinas.agents/${agent.namespace}/${agent.name}.chat:all${who}` })
}

/**
 * Is the agent one of those that the caller is shown to choose from? Those that they own, those of their groups, the platform's own,
 * and those that were shared by a user who may share. Other agents that they may talk with, they find by name.
 */
export function isOffered(caller: Caller, agent: AgentOwnership & { isShared: boolean; isDefault: boolean }): boolean {
  const isNear = !agent.userId || agent.userId === caller.userId || isOfTheirGroup(caller, agent)
  return (isNear || agent.isShared || agent.isDefault) && mayUseAgent(caller, agent)
}

/** May the caller list the agent? Not kept as a decision: it is asked of every agent, and the names of hidden ones would be in the caller's log. */
export const isListed = (caller: Caller, agent: AgentOwnership): boolean =>
  partiesOf(caller).every((party) => isReached(party, agent, 'read'))

/** Refuses what they may not do to the agent itself. Remembered for the request log. @throws SinasError FORBIDDEN */
export function requireAgent(context: Context, agent: AgentOwnership, action: 'read' | 'update' | 'delete'): void {
  const caller = context.caller!
  const isAllowed = (party: Party) => isReached(party, agent, action, action === 'read')
  const granted = partiesOf(caller).every(isAllowed)
  const path = `agents/${agent.namespace}/${agent.name}.${action}`
  const deniedByShaper = !granted && isAllowed(caller)
  context.decisions.push({
    permission: `sinas.${path}:${granted ? reachOf(caller, path) : 'all'}`,
    granted,
    ...(deniedByShaper && { deniedByShaper }),
  })
  if (!granted) throw context.forbidden()
}

/** May they offer the agent to everyone? */
export const mayShare = (caller: Caller, { namespace, name, userId }: AgentOwnership): boolean =>
  mayActOn(caller, `agents/${namespace}/${name}.share`, userId ?? '')

/** @param isOpen whether the platform's own agents are everyone's in this respect */
function isReached(party: Party, agent: AgentOwnership, action: string, isOpen = true): boolean {
  const scope = reachOf(party, `agents/${agent.namespace}/${agent.name}.${action}`)
  if (scope === null || scope === 'all') return scope !== null
  if (!agent.userId) return isOpen
  return agent.userId === party.userId || (scope === 'group' && isOfTheirGroup(party, agent))
}

const isOfTheirGroup = (party: Party, { groupId }: AgentOwnership) => !!groupId && party.groupIds.includes(groupId)
