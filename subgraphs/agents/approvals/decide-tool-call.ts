import type { Database } from '../../../schema/database.ts'
import { upperCase } from '../../../schema/enum-words.ts'
import { SinasError } from '../../../schema/errors.ts'
import { jsonObject } from '../../../schema/inputs.ts'
import { inTransaction } from '../../../schema/transaction.ts'
import { builder } from '../builder.ts'
import { Chat } from '../chats/chat.ts'
import { requireOfOthers, visibleChat } from '../chats/find-chat.ts'
import { continueTurn, prepareTurn } from '../turns/start-turn.ts'
import { resumeTurn } from '../turns/turn-rows.ts'

const ToolDecision = builder.enumType('ToolDecision', {
  description: 'What was decided about a call.',
  values: upperCase({
    approved: { description: 'The call is made.' },
    rejected: { description: 'The agent is told that it was rejected.' },
  }),
})

builder.relayMutationField(
  'decideToolCall',
  {
    inputFields: (t) => ({
      chatId: t.id({ required: true, description: 'Id of the chat.' }),
      toolCallId: t.string({ required: true, description: 'Id of the call, as `ApprovalRequired` names it.' }),
      approved: t.boolean({ required: true, description: 'True: the call is made; false: the agent is told that it was rejected.' }),
      arguments: t.field({
        type: 'JSON',
        validate: jsonObject,
        description:
          'What the call is made with, in place of what the model wrote: the conversation then says so too. Only where it is approved.',
      }),
    }),
  },
  {
    nullable: true,
    description:
      'Approves or rejects a call that waits. When all of a batch are decided, the agent goes on. Errors: NOT_FOUND where it is unknown or decided, FORBIDDEN.',
    authScopes: { authenticated: true },
    async resolve(_, { input: { chatId, toolCallId, approved, arguments: edited } }, context) {
      // The word of a person is not for a run to give.
      requireOfOthers(context, 'chats.update')
      const { services, database } = context
      // Whatever keeps the turn from going on is said before the decision is taken down.
      const plan = await prepareTurn(services, context, chatId)
      const { turnId, isLast } = await decide(database, {
        ...{ chatId, toolCallId, approved, owner: services.journal.processId },
        edited: approved && edited ? JSON.stringify(edited) : null,
      })
      services.approvals.publish({ chatId, userId: plan.chat.userId })
      if (isLast) await continueTurn(services, context, plan, turnId)
      return { chatId, toolCallId, approved, turnId, isLast }
    },
  },
  {
    outputFields: (t) => ({
      status: t.field({
        type: ToolDecision,
        description: 'What was decided.',
        resolve: ({ approved }) => (approved ? 'approved' : 'rejected'),
      }),
      toolCallId: t.exposeString('toolCallId', { description: 'Id of the call that was decided on.' }),
      turnId: t.expose('turnId', { type: 'ID', description: 'The turn that goes on once every call of the batch is decided.' }),
      message: t.string({
        description: 'For people: what happens next.',
        resolve: ({ isLast }) => (isLast ? 'The agent goes on' : 'Other calls of the batch still wait'),
      }),
      chat: t.field({
        type: Chat,
        nullable: true,
        description: 'The chat; null where it was deleted since, or the caller may not read it.',
        resolve: ({ chatId }, _, context) => visibleChat(context, chatId),
      }),
    }),
  },
)

const LOCK = `select t.id from agents.turns t join agents.approvals a on a.turn_id = t.id where a.chat_id = $1 and a.tool_call_id = $2 and t.status = 'waiting' for update of t`

const DECIDE = `update agents.approvals set approved = $3, decided_at = now() where chat_id = $1 and tool_call_id = $2 and approved is null`

const EDIT_APPROVAL = `update agents.approvals set arguments = $3::json where chat_id = $1 and tool_call_id = $2`

// `json` texts may hold U+0000, which `jsonb` can't: only the call's own entry is made anew.
const EDIT_MESSAGE = `
  update agents.messages set tool_calls = (
    select json_agg(case when call ->> 'id' = $2
      then json_build_object('id', call -> 'id', 'type', call -> 'type', 'description', call -> 'description',
        'function', json_build_object('name', call -> 'function' -> 'name', 'arguments', $3::text))
      else call end)
    from json_array_elements(tool_calls) as call)
  where id = (
    select id from agents.messages where chat_id = $1 and exists (select from json_array_elements(tool_calls) as call where call ->> 'id' = $2)
    order by position desc limit 1)`

interface NewDecision {
  chatId: string
  toolCallId: string
  approved: boolean
  /** JSON text of the arguments that its user gave it; null: those of the model. */
  edited: string | null
  /** The process that goes on with the turn, if this is the last decision. */
  owner: string
}

/** Two deciders at once take turns, so exactly one of them is the last; and no turn is left behind, decided but not running. */
function decide(
  database: Database,
  { chatId, toolCallId, approved, edited, owner }: NewDecision,
): Promise<{ turnId: string; isLast: boolean }> {
  return inTransaction(database, async (transaction) => {
    const [turn] = (await transaction.query<{ id: string }>(LOCK, [chatId, toolCallId])).rows
    const decided = turn && (await transaction.query(DECIDE, [chatId, toolCallId, approved])).rowCount
    if (!turn || !decided) throw new SinasError('NOT_FOUND', { what: 'A call that waits for approval' })
    if (edited !== null) {
      await transaction.query(EDIT_APPROVAL, [chatId, toolCallId, edited])
      await transaction.query(EDIT_MESSAGE, [chatId, toolCallId, edited])
    }
    return { turnId: turn.id, isLast: await resumeTurn(transaction, turn.id, owner) }
  })
}
