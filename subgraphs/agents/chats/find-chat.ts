import type { Context } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import type { Services } from '../services.ts'
import { Chat, type ChatRow } from './chat.entity.ts'

/** Chats that have not expired. */
export const alive = () => ({ $or: [{ expiresAt: null }, { expiresAt: { $gt: new Date() } }] })

/** A chat of the caller's own: nobody else sees it, whatever their permissions. @throws SinasError NOT_FOUND */
export async function findChat({ em, caller }: Context<Services>, id: string): Promise<ChatRow> {
  const row = await em.findOne(Chat, { id, userId: caller!.userId, ...alive() })
  if (!row) throw new SinasError('NOT_FOUND', { what: 'Chat' })
  return row
}
