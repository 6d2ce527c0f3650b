import type { FilterQuery } from '@mikro-orm/core'
import { containingIn } from '../../../schema/bounded/contains.ts'
import { orderInput } from '../../../schema/connections/fields.ts'
import { loadRow } from '../../../schema/connections/load-row.ts'
import type { Order } from '../../../schema/connections/order.ts'
import { readPage, readPages } from '../../../schema/connections/page.ts'
import type { Context } from '../../../schema/context.ts'
import { upperCase } from '../../../schema/enum-words.ts'
import { given, text } from '../../../schema/inputs.ts'
import { builder, Group, page } from '../builder.ts'
import type { Services } from '../services.ts'
import { findServer, mayReadServer, visibleServers } from './find-server.ts'
import { McpServerEntity, type ServerRow } from './server.entity.ts'
import { McpProtocol, McpServerReference } from './server-input.ts'

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
  async resolveReference({ id }, context) {
    const server = await loadRow(context, McpServerEntity, id)
    return server && mayReadServer(context, server) ? server : null
  },
})

McpServer.implement({
  description: 'A server of the Model Context Protocol whose tools agents can use. Its secrets are sealed and never shown.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id; its name does as well, wherever a server is asked for.' }),
    name: t.exposeString('name', { description: 'Unique.' }),
    description: t.exposeString('description', { nullable: true, description: 'What it is for.' }),
    protocol: t.expose('protocol', { type: McpProtocol, description: 'How it is spoken to.' }),
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

const McpServerConnection = builder.connectionObject({
  type: McpServer,
  name: 'McpServerConnection',
  description: 'A page of a list of MCP servers.',
})

const McpServerFilter = builder.inputType('McpServerFilter', {
  description: 'Which MCP servers are listed: those that meet all that is given.',
  fields: (t) => ({
    isActive: t.boolean({ description: 'Those that are connected to, or those that are not.' }),
    search: t.string({ validate: text(0, 255), description: 'Part of the name or the description, in any case.' }),
  }),
})

const McpServerOrder = orderInput<ServerRow, Services>(builder, 'McpServer', {
  CREATED_AT: { property: 'createdAt', description: 'When it was made.' },
  NAME: { property: 'name', description: 'Its name.' },
})

const NEWEST_FIRST: Order<ServerRow> = [
  ['createdAt', 'desc'],
  ['id', 'desc'],
]

builder.queryFields((t) => ({
  mcpServers: t.field({
    type: McpServerConnection,
    nullable: true,
    description: 'MCP servers that the caller may see, newest first.',
    authScopes: { can: 'mcp.read' },
    args: {
      ...page,
      filter: t.arg({ type: McpServerFilter, description: 'Which ones.' }),
      orderBy: t.arg({ type: McpServerOrder.input, description: 'Absent: the newest first.' }),
    },
    resolve: (_, { filter, orderBy, ...args }, context) => {
      const { search, ...columns } = given(filter ?? {})
      const where = { $and: [visibleServers(context, 'read'), columns, search ? containingIn(search, 'name', 'description') : {}] }
      const order = McpServerOrder.order(orderBy, NEWEST_FIRST)
      return readPage(context.em, { entity: McpServerEntity, where: where as FilterQuery<ServerRow>, order }, args)
    },
  }),
  mcpServer: t.field({
    type: McpServer,
    nullable: true,
    description: 'One MCP server. Errors: NOT_FOUND.',
    authScopes: { can: 'mcp.read' },
    args: { by: t.arg({ type: McpServerReference, required: true, description: 'Which one.' }) },
    resolve: (_, { by }, context) => findServer(context, by, 'read'),
  }),
}))

builder.objectFields(Group, (t) => ({
  mcpServers: t.loadable({
    type: McpServerConnection,
    description: 'The MCP servers that its members may use, as far as the caller may see them, newest first.',
    byPath: true,
    args: page,
    load: (ids: string[], context, args) =>
      readPages(context.em, { entity: McpServerEntity, where: readable(context), order: NEWEST_FIRST }, args, 'groupId', ids),
    resolve: ({ id }) => id,
  }),
}))

/** Where the caller may see no servers at all, a group has none for them. */
const readable = (context: Context<Services>): FilterQuery<ServerRow> =>
  context.reach('mcp.read') ? visibleServers(context, 'read') : { id: { $in: [] } }
