import type { Context } from '../../../schema/context.ts'
import { builder } from '../builder.ts'

interface ChatUserShape {
  id: string
  email: string | null
}

export const ChatUser = builder.objectRef<ChatUserShape>('ChatUser').implement({
  inaccessible: true,
  description: 'The user of a chat, for readers of what was said in it.',
  fields: (t) => ({
    id: t.expose('id', { type: 'ID', description: 'Id of the user.' }),
    email: t.exposeString('email', { nullable: true, description: 'E-mail address; null where the caller may not see it.' }),
  }),
})

/** Identity knows them, and says which of their addresses the caller may see. What was said can be read without. */
export async function readChatUsers(context: Context, ids: readonly string[]): Promise<ChatUserShape[]> {
  const { users } = await context.graph.execute('EmailsOfUsers', { ids: [...ids] }, context).catch((error: unknown) => {
    context.log.warn({ err: error }, 'the addresses of users could not be read: they are left out of the messages')
    return { users: [] as { email: string | null }[] }
  })
  return ids.map((id, i) => ({ id, email: users[i]?.email ?? null }))
}
