import type { Services } from '../services.ts'
import { Journal } from '../turns/journal.ts'

const REQUEST = `update agents.turns set cancel_requested = true where chat_id = $1 and status = 'running' returning id`

// A turn that waits runs nowhere: it ends here. Its undecided calls count as rejected.
const END_WAITING = `
  with ended as (
    update agents.turns set status = 'cancelled', finished_at = now() where chat_id = $1 and status = 'waiting' returning id),
  rejected as (
    update agents.approvals set approved = false, decided_at = now() where turn_id = (select id from ended) and approved is null),
  event as (insert into agents.turn_events (turn_id, seq, event, data) select id, 1, 'done', '{"status":"cancelled"}' from ended)
  select id, pg_notify('${Journal.channel}', json_build_object('from', '', 'turns', json_build_object(id::text, 1))::text) from ended`

/** Asks the chat's turn to stop, wherever it runs. @returns the turn's id, or undefined where no turn runs */
export async function cancelTurn(
  { database, journal, approvals, chatChanges }: Services,
  chat: { id: string; userId: string },
): Promise<string | undefined> {
  const [running] = await database.query<{ id: string }>(REQUEST, [chat.id])
  if (running) await journal.askToCancel(running.id)
  const [waiting] = await database.query<{ id: string }>(END_WAITING, [chat.id])
  if (waiting) {
    const change = { chatId: chat.id, userId: chat.userId }
    approvals.publish(change)
    chatChanges.publish(change)
  }
  return running?.id ?? waiting?.id
}
