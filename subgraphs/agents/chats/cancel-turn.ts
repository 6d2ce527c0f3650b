import { builder } from '../builder.ts'
import type { Services } from '../services.ts'
import { Journal } from '../turns/journal.ts'
import { findChat } from './find-chat.ts'

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
export async function cancelTurn({ database, journal }: Services, chatId: string): Promise<string | undefined> {
  const [running] = await database.query<{ id: string }>(REQUEST, [chatId])
  if (running) await journal.askToCancel(running.id)
  const [waiting] = await database.query<{ id: string }>(END_WAITING, [chatId])
  return running?.id ?? waiting?.id
}

interface CancelledShape {
  status: 'cancelled' | 'idle'
  channelId: string | null
}

const Cancelled = builder.objectRef<CancelledShape>('CancelledTurn').implement({
  description: 'What cancelling came to.',
  fields: (t) => ({
    status: t.exposeString('status', { description: '`cancelled`, or `idle` where nothing went on.' }),
    channelId: t.expose('channelId', {
      type: 'ID',
      nullable: true,
      description: 'The turn. Its stream ends with `done`, status `cancelled`.',
    }),
  }),
})

builder.mutationField('cancelTurn', (t) =>
  t.field({
    type: Cancelled,
    description: 'Stops what the agent is doing in a chat. What it has said so far stays. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: { chatId: t.arg({ type: 'ID', required: true, description: 'Id of the chat.' }) },
    async resolve(_, { chatId }, context): Promise<CancelledShape> {
      await findChat(context, chatId, 'update')
      const turnId = await cancelTurn(context.services, chatId)
      return { status: turnId ? 'cancelled' : 'idle', channelId: turnId ?? null }
    },
  }),
)
