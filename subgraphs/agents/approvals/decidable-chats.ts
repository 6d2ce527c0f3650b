import type { Context } from '../../../schema/context.ts'
import { Agent } from '../agents/agent.entity.ts'
import { mayUseAgent } from '../agents/agent-access.ts'
import { Chat, type ChatRow } from '../chats/chat.entity.ts'
import { alive, mayOfOthers } from '../chats/find-chat.ts'

/** Those of the chats in which the caller may decide on calls: their own, with agents that they may talk with, as `decideToolCall` has it. */
export async function decidableChats({ em, caller }: Pick<Context, 'em' | 'caller'>, chatIds: readonly string[]): Promise<ChatRow[]> {
  if (chatIds.length === 0 || !mayOfOthers(caller!, 'chats.update')) return []
  // A subscriber asks again and again: rows that were read before would be as they were then.
  const fresh = { disableIdentityMap: true }
  const chats = await em.find(Chat, { id: { $in: [...chatIds] }, userId: caller!.userId, ...alive() }, fresh)
  const agents = await em.find(Agent, { id: { $in: chats.map(({ agentId }) => agentId) }, isActive: true }, fresh)
  const usable = new Set(agents.filter((agent) => mayUseAgent(caller!, agent)).map(({ id }) => id))
  return chats.filter(({ agentId }) => usable.has(agentId))
}
