import type { Context } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import { mayTalkWith } from '../agents/agent-access.ts'
import type { Services } from '../services.ts'
import { Chat, type ChatRow } from './chat.entity.ts'

/** Chats that have not expired. */
export const alive = () => ({ $or: [{ expiresAt: null }, { expiresAt: { $gt: new Date() } }] })

export type ChatAction = 'read' | 'update' | 'delete'

/** A chat of the caller's own: nobody else sees it, whatever their permissions. @throws SinasError NOT_FOUND, FORBIDDEN */
export async function findChat(context: Context<Services>, id: string, action: ChatAction): Promise<ChatRow> {
  const row = await context.em.findOne(Chat, { id, userId: context.caller!.userId, ...alive() })
  if (!row) throw new SinasError('NOT_FOUND', { what: 'Chat' })
  requireChat(context, row, action)
  return row
}

/**
 * To own a chat is not enough: an API key of its owner may have been made for something else. Whoever may talk with the agent may use
 * the chat with it; else the action itself must be granted. @throws SinasError FORBIDDEN
 */
export function requireChat(context: Context, chat: { agentNamespace: string; agentName: string }, action: ChatAction): void {
  if (mayTalkWith(context.caller!, chat.agentNamespace, chat.agentName)) return
  if (!context.reach(`chats.${action}`)) throw new SinasError('FORBIDDEN', { permission: `sinas.chats.${action}:own` })
}
