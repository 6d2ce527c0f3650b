import type { Context } from '../../../schema/context.ts'
import type { Services } from '../services.ts'
import { cancelTurn } from './cancel-turn.ts'
import type { ChatRow } from './chat.entity.ts'
import { findChat } from './find-chat.ts'

// Messages, turns and approvals go with their chat; events have no foreign key, for the sake of their writing.
const DELETE = `
  with events as (delete from agents.turn_events where turn_id in (select id from agents.turns where chat_id = $1))
  delete from agents.chats where id = $1`

/** @param permanent else it goes to the archive */
export async function deleteChat(context: Context<Services>, id: string, permanent: boolean): Promise<ChatRow> {
  const row = await findChat(context, id, 'delete')
  await cancelTurn(context.services, row)
  if (permanent) {
    await context.database.query(DELETE, [id])
    context.services.chatChanges.publish({ chatId: id, userId: row.userId })
    return row
  }
  Object.assign(row, { archived: true, updatedAt: new Date() })
  await context.em.flush()
  context.services.chatChanges.publish({ chatId: id, userId: row.userId })
  return row
}
