import { type Actor, actorOf, type Caller, keyOf, type Party } from '../../../schema/caller.ts'
import { internalRequest, type RequestInfo } from '../../../schema/context.ts'
import type { ToolContext } from './tool.ts'

type Lists = 'enabledFunctions' | 'enabledAgents' | 'enabledSkills' | 'enabledMcpTools'

/**
 * The user who set a list of the agent, as a caller. What is in the list is looked up with their rights: they chose it, and a name, a description
 * and a schema are what they may show to those who use their agent. Calls are made as the chat's user.
 * Where no user set it, as with the platform's own agents, it is the chat's user who looks.
 */
export function authorOf({ agent, request }: ToolContext, list: Lists): Caller {
  const caller = request.caller!
  const [author, ...others] = agent.editors[list] ?? []
  if (!author) return caller
  return { ...partyOf(caller, author), email: '', shapers: others.map((actor) => partyOf(caller, actor)) }
}

export function asAuthor(context: ToolContext, list: Lists): RequestInfo {
  const { requestId, signal } = context.request
  return internalRequest(authorOf(context, list), requestId, signal)
}

/** One of those who shape the turn. The chat's user as themselves is no shaper: they are who they were at the door. */
function partyOf(caller: Caller, actor: Actor): Party {
  const { shapers = [], ...user } = caller
  const found = shapers.find((party) => keyOf(actorOf(party)) === keyOf(actor))
  if (found) return found
  return actor.userId === user.userId ? user : { userId: actor.userId, groupIds: [], permissions: {} }
}
