import type { Context } from '../../../schema/context.ts'
import { invalid, SinasError } from '../../../schema/errors.ts'
import { isUuid } from '../../../schema/scalars.ts'
import type { Services } from '../services.ts'
import type { StreamEvent } from '../turns/journal.ts'
import { requireChat } from './find-chat.ts'

export const LAST_EVENT_ID = 'The id of the last event that was seen. What follows it is sent, nothing twice and nothing missing.'

interface Place {
  turnId: string | null
  seq: number
}

/** An event's id is `{turn}:{number}`. With the turn known from elsewhere, the number alone will do. */
function placeOf(lastEventId: string | null | undefined, turnId: string | null | undefined): Place {
  if (!lastEventId) return { turnId: turnId ?? null, seq: 0 }
  const [, turn, seq] = /^(?:([0-9a-f-]{36}):)?(\d{1,9})$/i.exec(lastEventId) ?? []
  if (seq === undefined || (turn && !isUuid(turn))) throw invalid(['lastEventId'], 'is not the id of an event')
  const isOther = turn !== undefined && turnId && turn.toLowerCase() !== turnId
  return { turnId: turnId ?? turn?.toLowerCase() ?? null, seq: isOther ? 0 : Number(seq) }
}

const FIND = `
  select c.user_id, c.agent_namespace as "agentNamespace", c.agent_name as "agentName", t.id from agents.chats c
  left join lateral (
    select id from agents.turns where chat_id = c.id and ($2::uuid is null or id = $2)
    order by (status in ('running', 'waiting')) desc, created_at desc limit 1) t on true
  where c.id = $1 and (c.expires_at is null or c.expires_at > now())`

interface FoundTurn extends Record<string, unknown> {
  user_id: string
  agentNamespace: string
  agentName: string
  id: string | null
}

/**
 * Watches a turn of a chat: the one named, else the one that goes on, else the latest.
 * @throws SinasError NOT_FOUND, FORBIDDEN, VALIDATION
 */
export async function watchChat(
  context: Context<Services>,
  chatId: string,
  wanted: { turnId?: string | null | undefined; lastEventId?: string | null | undefined },
): Promise<AsyncIterableIterator<StreamEvent>> {
  const { turnId, seq } = placeOf(wanted.lastEventId, wanted.turnId)
  const { database, caller, services, signal } = context
  const [found] = await database.query<FoundTurn>(FIND, [chatId, turnId])
  if (!found) throw new SinasError('NOT_FOUND', { what: 'Chat' })
  if (found.user_id !== caller!.userId) throw new SinasError('FORBIDDEN', { permission: 'ownership of the chat' })
  requireChat(context, found, 'read')
  if (!found.id) throw new SinasError('NOT_FOUND', { what: turnId ? 'Turn' : 'A turn of this chat' })
  return services.watchers.watch(found.id, seq, signal)
}
