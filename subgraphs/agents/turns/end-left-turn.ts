import { setTimeout as delay } from 'node:timers/promises'
import { cancelTurn } from '../chats/cancel-turn.ts'
import type { Services } from '../services.ts'

const GOING_ON = `
  select t.id, c.user_id as "userId" from agents.turns t join agents.chats c on c.id = t.chat_id
  where t.chat_id = $1 and t.status = 'running' and not c.keep_alive`

/** Milliseconds in which the news that a client has left may follow the message that it sends next: each has a connection of its own. */
const LEAVING_MS = 500
const LOOK_MS = 50
/** Milliseconds in which the process of a turn ends it. */
const ENDING_MS = 10_000

/**
 * Ends the turn of a chat that no client watches any more: clients stop an agent by leaving, and then write to it again. What it has said so
 * far stays. A turn that no client has watched yet goes on, and so does every turn of a chat with `keep_alive`.
 * @returns whether a turn was ended
 */
export async function endLeftTurn(services: Services, chatId: string, signal: AbortSignal): Promise<boolean> {
  const { database, journal } = services
  const [turn] = await database.query<{ id: string; userId: string }>(GOING_ON, [chatId])
  if (!turn || !(await leavesSoon(services, turn.id))) return false
  await cancelTurn(services, { id: chatId, userId: turn.userId })
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(ENDING_MS)])
  for await (const _ of journal.watch(turn.id, 0, deadline));
  return !deadline.aborted
}

async function leavesSoon({ watchers }: Services, turnId: string): Promise<boolean> {
  const until = performance.now() + LEAVING_MS
  for (;;) {
    if (await watchers.haveLeft(turnId)) return true
    if (performance.now() > until) return false
    await delay(LOOK_MS)
  }
}
