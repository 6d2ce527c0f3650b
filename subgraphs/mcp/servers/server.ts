import { upperCase } from '../../../schema/enum-words.ts'
import { builder, Group } from '../builder.ts'
import { findServer, visibleServers } from './find-server.ts'
import { connected, createServer, updateServer } from './save-server.ts'
import { McpServerEntity, type ServerRow } from './server.entity.ts'
import { CreateMcpServerInput, UpdateMcpServerInput } from './server-input.ts'

const ConnectionStatus = builder.enumType('McpConnectionStatus', {
  description: 'How the last attempt to reach an MCP server went.',
  values: upperCase({
    connected: { description: 'It answered.' },
    disconnected: { description: 'The platform has not tried to connect, or the server is not active.' },
    error: { description: 'It could not be reached: `errorMessage` says why. It is tried again by and by.' },
  }),
})

export const McpServer = builder.objectRef<ServerRow>('McpServer')
builder.asEntity(McpServer, {
  key: builder.selection<{ id: string }>('id'),
  resolveReference: ({ id }, context) => findServer(context, id, 'read').catch(() => null),
})

McpServer.implement({
  description: 'A server of the Model Context Protocol whose tools agents can use. Its secrets are sealed and never shown.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id; its name does as well, wherever a server is asked for.' }),
    name: t.exposeString('name', { description: 'Unique.' }),
    description: t.exposeString('description', { nullable: true, description: 'What it is for.' }),
    protocol: t.exposeString('protocol', { description: '`http`, `sse`, `websocket` or `stdio`.' }),
    url: t.exposeString('url', { nullable: true, description: 'Null for `stdio`.' }),
    command: t.exposeString('command', { nullable: true, description: 'The program of a `stdio` server.' }),
    args: t.exposeStringList('args', { description: 'Arguments of the program.' }),
    group: t.field({
      type: Group,
      nullable: true,
      description: 'Its members may use the server, where their permission reaches their groups.',
      resolve: ({ groupId }) => (groupId ? { id: groupId } : null),
    }),
    groupId: t.expose('groupId', { type: 'ID', nullable: true, description: 'The group whose members may use it; null: none.' }),
    hasSecrets: t.boolean({
      description: 'A key, headers or an environment are stored.',
      resolve: ({ sealedSecrets }) => sealedSecrets !== null,
    }),
    requiresApproval: t.exposeStringList('requiresApproval', {
      description: 'Tools that an agent calls only when a person agrees; `*` is all of them.',
    }),
    timeout: t.exposeInt('timeout', { description: 'Seconds that a call may take without a sign of progress.' }),
    isActive: t.exposeBoolean('isActive', { description: 'Whether it is connected to, and its tools are offered.' }),
    lastConnected: t.expose('lastConnected', { type: 'DateTime', nullable: true, description: 'When it last answered; null: never.' }),
    connectionStatus: t.field({
      type: ConnectionStatus,
      description: 'How the last attempt to reach it went.',
      resolve: ({ isActive, connectionStatus }) => (isActive ? connectionStatus : 'disconnected'),
    }),
    errorMessage: t.exposeString('errorMessage', { nullable: true, description: 'Why it could not be reached.' }),
    authorizationUrl: t.exposeString('authorizationUrl', {
      nullable: true,
      description: 'The server asks for a login: open this address, and the platform is let in.',
    }),
    retryAt: t.expose('retryAt', { type: 'DateTime', nullable: true, description: 'When it is tried again.' }),
    toolCount: t.int({ description: 'Tools that it offered last.', resolve: ({ tools }) => tools.length }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed.' }),
  }),
})

const REFERENCE = 'Its id or its name.'

builder.queryFields((t) => ({
  mcpServers: t.field({
    type: [McpServer],
    description: 'MCP servers that the caller may see, newest first.',
    authScopes: { can: 'mcp.read' },
    resolve: (_, __, context) =>
      context.em.find(McpServerEntity, visibleServers(context, 'read'), { orderBy: { createdAt: 'desc', id: 'asc' } }),
  }),
  mcpServer: t.field({
    type: McpServer,
    description: 'One MCP server. Errors: NOT_FOUND.',
    authScopes: { can: 'mcp.read' },
    args: { server: t.arg.string({ required: true, description: REFERENCE }) },
    resolve: (_, { server }, context) => findServer(context, server, 'read'),
  }),
}))

builder.mutationFields((t) => ({
  createMcpServer: t.field({
    type: McpServer,
    description:
      'Registers an MCP server and connects to it. One that can’t be reached is registered all the same, with status `error`. Errors: ALREADY_EXISTS, VALIDATION.',
    authScopes: { canAll: 'mcp.create' },
    args: { input: t.arg({ type: CreateMcpServerInput, required: true, description: 'The server to register.' }) },
    resolve: (_, { input }, context) => createServer(context, input),
  }),
  updateMcpServer: t.field({
    type: McpServer,
    description: 'Changes an MCP server, and connects to it anew. Errors: NOT_FOUND, ALREADY_EXISTS, VALIDATION.',
    authScopes: { canAll: 'mcp.update' },
    args: {
      server: t.arg.string({ required: true, description: REFERENCE }),
      input: t.arg({ type: UpdateMcpServerInput, required: true, description: 'What is to change.' }),
    },
    resolve: (_, { server, input }, context) => updateServer(context, server, input),
  }),
  deleteMcpServer: t.field({
    type: McpServer,
    description: 'Forgets an MCP server and its secrets. Errors: NOT_FOUND.',
    authScopes: { canAll: 'mcp.delete' },
    args: { server: t.arg.string({ required: true, description: REFERENCE }) },
    async resolve(_, { server }, context) {
      const row = await findServer(context, server, 'delete')
      await context.database.query('delete from mcp.servers where id = $1', [row.id])
      await context.services.connections.drop(row.id)
      return row
    },
  }),
  connectMcpServer: t.field({
    type: McpServer,
    description: 'Connects to an MCP server now, in any status, and lists its tools anew. Errors: NOT_FOUND.',
    authScopes: { canAll: 'mcp.update' },
    args: { server: t.arg.string({ required: true, description: REFERENCE }) },
    async resolve(_, { server }, context) {
      return connected(context, await findServer(context, server, 'update'))
    },
  }),
}))
