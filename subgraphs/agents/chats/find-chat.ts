import { type Caller, partiesOf } from '../../../schema/caller.ts'
import { loadRow } from '../../../schema/connections/load-row.ts'
import type { Context } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import { holds, reachOf } from '../../../schema/permissions.ts'
import type { Services } from '../services.ts'
import { Chat, type ChatRow } from './chat.entity.ts'

/** Chats that have not expired. */
export const alive = () => ({ $or: [{ expiresAt: null }, { expiresAt: { $gt: new Date() } }] })

const isAlive = ({ expiresAt }: ChatRow) => !expiresAt || expiresAt > new Date()

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
  if (mayUseChat(context.caller!, chat, action)) return
  throw new SinasError('FORBIDDEN', { permission: `sinas.chats.${action}:own` })
}

function mayUseChat(caller: Caller, chat: { agentNamespace: string; agentName: string }, action: ChatAction): boolean {
  const own = partiesOf(caller).filter(({ userId }) => userId === caller.userId)
  const talk = `agents/${chat.agentNamespace}/${chat.agentName}.chat`
  return own.every((party) => reachOf(party, talk) || reachOf(party, `chats.${action}`))
}

/** A chat that is led to from elsewhere; null where the caller may not read it. */
export async function visibleChat(context: Context<Services>, id: string): Promise<ChatRow | null> {
  const row = await loadRow(context, Chat, id)
  return row && mayReadChat(context.caller!, row) ? row : null
}

/** Null for a chat that the caller may not read: a mutation shows it to one who may only change it, and not what was said in it. */
export const idsOfReadable = (caller: Caller | null, chats: readonly ChatRow[]): (string | null)[] =>
  chats.map((chat) => (caller && mayReadChat(caller, chat) ? chat.id : null))

export const mayReadChat = (caller: Caller, chat: ChatRow): boolean =>
  chat.userId === caller.userId && isAlive(chat) && mayOfOthers(caller, 'chats.read') && mayUseChat(caller, chat, 'read')

/**
 * A user may write and read in their own chats when they may talk with the agent. A run that another user shaped may do so for them only
 * where that user may do it in the chats of all users. @param action `messages.create` @throws SinasError FORBIDDEN
 */
export function requireOfOthers(context: Context, action: string): void {
  if (mayOfOthers(context.caller!, action)) return
  context.decisions.push({ permission: `sinas.${action}:all`, granted: false, deniedByShaper: true })
  throw context.forbidden()
}

/** The same, asked. */
export const mayOfOthers = ({ userId, shapers = [] }: Caller, action: string): boolean =>
  shapers.every((shaper) => shaper.userId === userId || holds(shaper, `sinas.${action}:all`))

/** May the caller list chats of their user, of whichever agents? */
export const mayListChats = (context: Context): boolean =>
  context.reach('chats.read') !== null && mayOfOthers(context.caller!, 'chats.read')
