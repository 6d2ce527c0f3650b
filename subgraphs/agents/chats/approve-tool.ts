import type { Database } from '../../../schema/database.ts'
import { SinasError } from '../../../schema/errors.ts'
import { inTransaction } from '../../../schema/transaction.ts'
import { builder } from '../builder.ts'
import { continueTurn, prepareTurn } from '../turns/start-turn.ts'
import { resumeTurn } from '../turns/turn-rows.ts'
import { requireOfOthers } from './find-chat.ts'

interface DecisionShape {
  status: 'approved' | 'rejected'
  toolCallId: string
  channelId: string
  message: string
}

const Decision = builder.objectRef<DecisionShape>('ToolDecision').implement({
  description: 'What was decided about a call, and where to watch what comes of it.',
  fields: (t) => ({
    status: t.exposeString('status', { description: '`approved` or `rejected`.' }),
    toolCallId: t.exposeString('toolCallId', { description: 'Id of the call that was decided on.' }),
    channelId: t.expose('channelId', { type: 'ID', description: 'The turn that goes on once every call of the batch is decided.' }),
    message: t.exposeString('message', { description: 'For people: what happens next.' }),
  }),
})

builder.mutationField('decideToolCall', (t) =>
  t.field({
    type: Decision,
    description:
      'Approves or rejects a call that waits. When all of a batch are decided, the agent goes on. Errors: NOT_FOUND where it is unknown or decided, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: {
      chatId: t.arg({ type: 'ID', required: true, description: 'Id of the chat.' }),
      toolCallId: t.arg.string({ required: true, description: 'Id of the call, as `approval_required` names it.' }),
      approved: t.arg.boolean({ required: true, description: 'True: the call is made; false: the agent is told that it was rejected.' }),
    },
    async resolve(_, { chatId, toolCallId, approved }, context): Promise<DecisionShape> {
      // The word of a person is not for a run to give.
      requireOfOthers(context, 'chats.update')
      // Whatever keeps the turn from going on is said before the decision is taken down.
      const plan = await prepareTurn(context.services, context, chatId)
      const { turnId, isLast } = await decide(context.database, { chatId, toolCallId, approved, owner: context.services.journal.processId })
      if (isLast) await continueTurn(context.services, context, plan, turnId)
      const message = isLast ? 'The agent goes on' : 'Other calls of the batch still wait'
      return { status: approved ? 'approved' : 'rejected', toolCallId, channelId: turnId, message }
    },
  }),
)

const LOCK = `select t.id from agents.turns t join agents.approvals a on a.turn_id = t.id where a.chat_id = $1 and a.tool_call_id = $2 and t.status = 'waiting' for update of t`

const DECIDE = `update agents.approvals set approved = $3, decided_at = now() where chat_id = $1 and tool_call_id = $2 and approved is null`

interface NewDecision {
  chatId: string
  toolCallId: string
  approved: boolean
  /** The process that goes on with the turn, if this is the last decision. */
  owner: string
}

/** Two deciders at once take turns, so exactly one of them is the last; and no turn is left behind, decided but not running. */
function decide(database: Database, { chatId, toolCallId, approved, owner }: NewDecision): Promise<{ turnId: string; isLast: boolean }> {
  return inTransaction(database, async (transaction) => {
    const [turn] = (await transaction.query<{ id: string }>(LOCK, [chatId, toolCallId])).rows
    const decided = turn && (await transaction.query(DECIDE, [chatId, toolCallId, approved])).rowCount
    if (!turn || !decided) throw new SinasError('NOT_FOUND', { what: 'A call that waits for approval' })
    return { turnId: turn.id, isLast: await resumeTurn(transaction, turn.id, owner) }
  })
}
