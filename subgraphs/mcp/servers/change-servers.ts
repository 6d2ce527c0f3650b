import { builder } from '../builder.ts'
import { findServer } from './find-server.ts'
import { connected, createServer, updateServer } from './save-server.ts'
import type { ServerRow } from './server.entity.ts'
import { McpServer } from './server.ts'
import { CreateMcpServerInput, UpdateMcpServerInput, whichServer } from './server-input.ts'

const payload = (mutation: string, description: string) =>
  builder.objectRef<{ server: ServerRow }>(`${mutation}Payload`).implement({
    description: 'What a mutation answers.',
    fields: (t) => ({ server: t.expose('server', { type: McpServer, description }) }),
  })

const CreateMcpServerPayload = payload('CreateMcpServer', 'The new server, after an attempt to connect.')
const UpdateMcpServerPayload = payload('UpdateMcpServer', 'The server as it is now, after an attempt to connect.')

builder.mutationFields((t) => ({
  createMcpServer: t.field({
    type: CreateMcpServerPayload,
    nullable: true,
    description:
      'Registers an MCP server and connects to it. One that can’t be reached is registered all the same, with status `ERROR`. Errors: ALREADY_EXISTS, VALIDATION.',
    authScopes: { canAll: 'mcp.create' },
    args: { input: t.arg({ type: CreateMcpServerInput, required: true, description: 'The server to register.' }) },
    resolve: async (_, { input }, context) => ({ server: await createServer(context, input) }),
  }),
  updateMcpServer: t.field({
    type: UpdateMcpServerPayload,
    nullable: true,
    description: 'Changes an MCP server, and connects to it anew. Errors: NOT_FOUND, ALREADY_EXISTS, VALIDATION.',
    authScopes: { canAll: 'mcp.update' },
    args: { input: t.arg({ type: UpdateMcpServerInput, required: true, description: 'What is to change.' }) },
    resolve: async (_, { input }, context) => ({ server: await updateServer(context, input) }),
  }),
}))

builder.relayMutationField(
  'deleteMcpServer',
  { inputFields: (t) => ({ server: t.field(whichServer) }) },
  {
    description: 'Forgets an MCP server and its secrets. Errors: NOT_FOUND.',
    authScopes: { canAll: 'mcp.delete' },
    async resolve(_, { input }, context) {
      const server = await findServer(context, input.server, 'delete')
      await context.database.query('delete from mcp.servers where id = $1', [server.id])
      await context.services.connections.drop(server.id)
      return { server }
    },
  },
  { outputFields: (t) => ({ server: t.expose('server', { type: McpServer, description: 'The server as it was.' }) }) },
)

builder.relayMutationField(
  'connectMcpServer',
  { inputFields: (t) => ({ server: t.field(whichServer) }) },
  {
    description: 'Connects to an MCP server now, in any status, and lists its tools anew. Errors: NOT_FOUND.',
    authScopes: { canAll: 'mcp.update' },
    resolve: async (_, { input }, context) => ({ server: await connected(context, await findServer(context, input.server, 'update')) }),
  },
  { outputFields: (t) => ({ server: t.expose('server', { type: McpServer, description: 'The server after the attempt.' }) }) },
)
