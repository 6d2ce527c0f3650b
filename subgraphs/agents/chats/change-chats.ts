import { z } from 'zod'
import { jsonObject, text } from '../../../schema/inputs.ts'
import { AgentReference } from '../agents/agent-reference.ts'
import { builder } from '../builder.ts'
import { Chat } from './chat.ts'
import { beginChat, createChat } from './create-chat.ts'
import { deleteChat } from './delete-chat.ts'
import { findChat } from './find-chat.ts'

const title = text(1, 500)
const seconds = z.int().min(1)

builder.relayMutationField(
  'createChat',
  {
    inputFields: (t) => ({
      agent: t.field({ type: AgentReference, required: true, description: 'The agent that is to answer.' }),
      input: t.field({
        type: 'JSON',
        validate: jsonObject,
        description: "Fits the agent's `inputSchema`; its templates are rendered with it.",
      }),
      title: t.string({ validate: title, description: 'What it is called in lists. Default: `Chat with namespace/name`.' }),
      expiresIn: t.int({ validate: seconds, description: 'Seconds after which the chat is deleted.' }),
      jobTimeout: t.int({ validate: seconds, description: "Seconds that a turn may take. Default: the agent's." }),
      keepAlive: t.boolean({
        description: "Keeps a turn that no client watches from being ended by the next message. Default: the agent's.",
      }),
    }),
  },
  {
    nullable: true,
    description:
      'Begins a chat with an agent. Errors: NOT_FOUND, FORBIDDEN, BAD_REQUEST where the input does not fit, UNAVAILABLE without a provider.',
    authScopes: { authenticated: true },
    resolve: async (_, { input }, context) => ({ chat: await createChat(context, input) }),
  },
  { outputFields: (t) => ({ chat: t.expose('chat', { type: Chat, description: 'The new chat.' }) }) },
)

builder.relayMutationField(
  'updateChat',
  {
    description: 'What is to change. A field that is absent or null stays as it is.',
    inputFields: (t) => ({
      id: t.id({ required: true, description: 'Id of the chat.' }),
      title: t.string({ validate: title, description: 'Its new title.' }),
      archived: t.boolean({ description: 'Into the archive, or back.' }),
    }),
  },
  {
    nullable: true,
    description: 'Renames a chat, or puts it into the archive or back. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    async resolve(_, { input: { id, title, archived } }, context) {
      const row = await findChat(context, id, 'update')
      Object.assign(row, title && { title }, typeof archived === 'boolean' && { archived }, { updatedAt: new Date() })
      await context.em.flush()
      context.services.chatChanges.publish({ chatId: id, userId: row.userId })
      return { chat: row }
    },
  },
  { outputFields: (t) => ({ chat: t.expose('chat', { type: Chat, description: 'The chat as it is now.' }) }) },
)

builder.relayMutationField(
  'deleteChat',
  {
    inputFields: (t) => ({
      id: t.id({ required: true, description: 'Id of the chat.' }),
      permanent: t.boolean({ defaultValue: false, validate: z.boolean(), description: 'For good, in place of the archive.' }),
    }),
  },
  {
    nullable: true,
    description: 'Puts a chat into the archive; where `permanent`, deletes it with its messages. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    resolve: async (_, { input: { id, permanent } }, context) => ({ chat: await deleteChat(context, id, permanent === true) }),
  },
  { outputFields: (t) => ({ chat: t.expose('chat', { type: Chat, description: 'The chat as it was, or as it is in the archive.' }) }) },
)

builder.mutationField('createSubChat', (t) =>
  t.field({
    type: Chat,
    inaccessible: true,
    description: 'Begins the chat in which one agent asks another. Errors: those of `createChat`.',
    args: {
      namespace: t.arg.string({ required: true, description: 'Namespace of the agent.' }),
      name: t.arg.string({ required: true, description: 'Name of the agent.' }),
      input: t.arg({ type: 'JSON', description: 'What the asking agent gave, by name.' }),
      title: t.arg.string({ required: true, description: 'What it is called in lists.' }),
      parentId: t.arg({ type: 'ID', required: true, description: 'The chat in which the asking agent answers.' }),
      parentDepth: t.arg.int({ required: true, description: 'Agents between that chat and the one that a person began.' }),
    },
    resolve: (_, { parentId, parentDepth, namespace, name, ...wanted }, context) =>
      beginChat(context, { ...wanted, agent: { name: { namespace, name } } }, { id: parentId, depth: parentDepth }),
  }),
)
