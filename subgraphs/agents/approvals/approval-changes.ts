import type { Context } from '../../../schema/context.ts'
import { builder } from '../builder.ts'
import { Chat as ChatEntity, type ChatRow } from '../chats/chat.entity.ts'
import { Chat } from '../chats/chat.ts'
import { mayReadChat } from '../chats/find-chat.ts'
import type { Services } from '../services.ts'
import type { ApprovalChange } from './approval-change.ts'
import { decidableChats } from './decidable-chats.ts'
import { PendingApproval, pendingOf } from './pending-approval.ts'

interface ApprovalsChangeShape {
  chatId: string
  chat: ChatRow | null
}

const ApprovalsChange = builder.objectRef<ApprovalsChangeShape>('ApprovalsChange').implement({
  description: 'Calls of a chat began to wait, or wait no more.',
  fields: (t) => ({
    chatId: t.expose('chatId', { type: 'ID', description: 'The chat.' }),
    chat: t.field({
      type: Chat,
      nullable: true,
      description: 'The chat; null where it was deleted, or the caller may not read it.',
      resolve: ({ chat }, _, { caller }) => (chat && mayReadChat(caller!, chat) ? chat : null),
    }),
    pendingApprovals: t.field({
      type: [PendingApproval],
      description: 'Calls of the chat that wait now.',
      resolve: async ({ chatId }, _, { em }) => (await pendingOf(em, [chatId]))[0]!,
    }),
  }),
})

builder.subscriptionField('approvalsChanged', (t) =>
  t.field({
    type: ApprovalsChange,
    description:
      'Calls that wait for the decision of the caller, in all of their chats: each time that some begin to wait, or wait no more, from now on. ' +
      'Subscribe, then read `pendingApprovals`. Where changes may have been missed it ends with UNAVAILABLE: subscribe again, then read.',
    authScopes: { authenticated: true },
    async subscribe(_, __, context) {
      const { userId } = context.caller!
      return decidable(context, await context.services.approvals.subscribe((change) => change.userId === userId, context.signal))
    },
    resolve: (change) => change,
  }),
)

/** With what the subscriber may know of each: nothing of chats in which they can't decide. */
function decidable(
  context: Context<Services>,
  changes: AsyncIterableIterator<ApprovalChange>,
): AsyncIterableIterator<ApprovalsChangeShape> {
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      for (;;) {
        const step = await changes.next()
        if (step.done) return step
        const { chatId } = step.value
        const [chat = null] = await decidableChats(context, [chatId])
        if (chat || (await isGone(context, chatId))) return { value: { chatId, chat } }
      }
    },
    return: (value) => changes.return!(value) as Promise<IteratorResult<ApprovalsChangeShape>>,
  }
}

const isGone = async ({ em }: Context<Services>, id: string) => (await em.count(ChatEntity, { id })) === 0
