import { partiesOf } from '../../../schema/caller.ts'
import type { Context } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import { holds, reachOf } from '../../../schema/permissions.ts'
import type { Services } from '../services.ts'
import { Chat, type ChatRow } from './chat.entity.ts'

/** Chats that have not expired. */
export const alive = () => ({ $or: [{ expiresAt: null }, { expiresAt: { $gt: new Date() } }] })

export type ChatAction = 'read' | 'update' | 'delete'

/** A chat of the caller's own: no other user sees it, whatever their permissions. @throws SinasError NOT_FOUND, FORBIDDEN */
export async function findChat(context: Context<Services>, id: string, action: ChatAction): Promise<ChatRow> {
  const row = await ownChat(context, id)
  requireChat(context, row, action)
  return row
}

/** @throws SinasError NOT_FOUND */
export async function ownChat({ em, caller }: Context<Services>, id: string): Promise<ChatRow> {
  const row = await em.findOne(Chat, { id, userId: caller!.userId, ...alive() })
  if (!row) throw new SinasError('NOT_FOUND', { what: 'Chat' })
  return row
}

/**
 * To own a chat is not enough: an API key of its owner may have been made for something else. A caller who may talk with the agent
 * may use the chat with it; otherwise the action itself must be granted. @throws SinasError FORBIDDEN
 */
export function requireChat(context: Context, chat: { agentNamespace: string; agentName: string }, action: ChatAction): void {
  requireOfOthers(context, `chats.${action}`)
  const caller = context.caller!
  const own = partiesOf(caller).filter(({ userId }) => userId === caller.userId)
  const talk = `agents/${chat.agentNamespace}/${chat.agentName}.chat`
  if (own.every((party) => reachOf(party, talk) || reachOf(party, `chats.${action}`))) return
  throw new SinasError('FORBIDDEN', { permission: `sinas.chats.${action}:own` })
}

/**
 * A user may write and read in their own chats when they may talk with the agent. A run that another user shaped may do so for them only
 * where that user may do it in the chats of all users. @param action `messages.create` @throws SinasError FORBIDDEN
 */
export function requireOfOthers(context: Context, action: string): void {
  const { userId, shapers = [] } = context.caller!
  const permission = `sinas.${action}:all`
  if (shapers.every((shaper) => shaper.userId === userId || holds(shaper, permission))) return
  context.decisions.push({ permission, granted: false, deniedByShaper: true })
  throw context.forbidden()
}
