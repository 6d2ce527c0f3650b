import { pageOfRows } from '../../../schema/connections/page-of-rows.ts'
import type { Context } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import { builder, page } from '../builder.ts'
import { findServer, mayReadServer, visibleServers } from '../servers/find-server.ts'
import { McpServerEntity, type ServerRow } from '../servers/server.entity.ts'
import { McpServer } from '../servers/server.ts'
import type { McpServerReference } from '../servers/server-input.ts'
import type { Services } from '../services.ts'
import type { ListedTool } from './listed-tool.ts'

/** A tool and the server that has it. */
export interface ServerTool {
  server: ServerRow
  tool: ListedTool
}

const McpTool = builder.objectRef<ServerTool>('McpTool').implement({
  description: 'A tool of an MCP server, as the server last described it.',
  fields: (t) => ({
    name: t.string({ description: 'Unique on its server.', resolve: ({ tool }) => tool.name }),
    title: t.string({ nullable: true, description: 'Its name for people.', resolve: ({ tool }) => tool.title ?? null }),
    description: t.string({ description: 'What it does, as the server tells models.', resolve: ({ tool }) => tool.description }),
    inputSchema: t.field({ type: 'JSONObject', description: 'JSON Schema of the arguments.', resolve: ({ tool }) => tool.inputSchema }),
    outputSchema: t.field({
      type: 'JSONObject',
      nullable: true,
      description: 'JSON Schema of `structuredContent`; null: it has none.',
      resolve: ({ tool }) => tool.outputSchema ?? null,
    }),
    readOnly: t.boolean({ description: 'The server says that it changes nothing.', resolve: ({ tool }) => tool.readOnly }),
    requiresApproval: t.boolean({ description: 'An agent calls it only when a person agrees.', resolve: needsApproval }),
    serverName: t.string({ description: 'Name of the server that has it.', resolve: ({ server }) => server.name }),
    server: t.field({ type: McpServer, description: 'The server that has it.', resolve: ({ server }) => server }),
    type: t.string({ inaccessible: true, description: '`function`: what OpenAI’s API knows.', resolve: () => 'function' }),
    openAiFunction: t.field({
      type: 'JSON',
      inaccessible: true,
      description: 'The tool in the words of OpenAI’s `function`.',
      resolve: ({ tool: { name, description, inputSchema } }) => ({ name, description, parameters: inputSchema }),
    }),
  }),
})

const McpToolConnection = builder.connectionObject({
  type: McpTool,
  name: 'McpToolConnection',
  description: 'A page of a list of tools of MCP servers.',
})

const placeOf = ({ server, tool }: ServerTool) => [server.name, tool.name]

builder.objectFields(McpServer, (t) => ({
  tools: t.field({
    type: McpToolConnection,
    description: 'Its tools by name, as it listed them last. None where the caller may not read the server.',
    args: page,
    // A caller who may only change a server is shown it by a mutation, and no more than that.
    resolve: (server, args, context) => pageOfRows(mayReadServer(context, server) ? toolsOfServer(server) : [], placeOf, args),
  }),
}))

builder.queryFields((t) => ({
  mcpTools: t.field({
    type: McpToolConnection,
    nullable: true,
    description: 'Tools of every active MCP server that the caller may see, by the names of server and tool.',
    authScopes: { can: 'mcp.read' },
    args: page,
    resolve: async (_, args, context) => pageOfRows(await toolsOf(context, 'read'), placeOf, args),
  }),
  mcpToolsByReference: t.field({
    type: [McpTool],
    inaccessible: true,
    description:
      'Tools that an agent names as `tool`, `server.tool`, `server:tool`, or with `*` for all of a server, and that the caller may call.',
    args: { references: t.arg.stringList({ required: true, description: '`tool`, `server.tool`, `server:tool`, or `server.*`.' }) },
    async resolve(_, { references }, context) {
      if (references.length === 0 || context.reach('mcp.execute') === null) return []
      return (await toolsOf(context, 'execute')).filter((candidate) => references.some((reference) => isMeant(reference, candidate)))
    },
  }),
}))

/** From the rows alone: the caller does not wait for a slow or dead server. */
async function toolsOf(context: Context<Services>, action: 'read' | 'execute'): Promise<ServerTool[]> {
  const visible = visibleServers(context, action)
  const servers = await context.em.find(McpServerEntity, { $and: [visible, { isActive: true }] } as never, { orderBy: { name: 'asc' } })
  return servers.flatMap(toolsOfServer)
}

const toolsOfServer = (server: ServerRow): ServerTool[] => server.tools.map((tool) => ({ server, tool }))

function isMeant(reference: string, { server, tool }: ServerTool): boolean {
  if (reference === tool.name) return true
  return [tool.name, '*'].some((name) => reference === `${server.name}.${name}` || reference === `${server.name}:${name}`)
}

function needsApproval({ server, tool }: ServerTool): boolean {
  return server.requiresApproval.includes('*') || server.requiresApproval.includes(tool.name)
}

/** @param server without one, the tool is looked for on all servers, and must be on one alone @throws SinasError NOT_FOUND, CONFLICT */
export async function findTool(
  context: Context<Services>,
  name: string,
  server?: typeof McpServerReference.$inferInput | null,
): Promise<ServerTool> {
  if (server) {
    const row = await findServer(context, server, 'execute')
    const tool = row.tools.find((candidate) => candidate.name === name)
    if (!tool) throw new SinasError('NOT_FOUND', { what: `Tool ${name} of the MCP server ${row.name}` })
    return { server: row, tool }
  }
  const tools = await toolsOf(context, 'execute')
  const [found, ...others] = tools.filter((candidate) => isMeant(name, candidate) && !name.endsWith('*'))
  if (!found) throw new SinasError('NOT_FOUND', { what: `MCP tool ${name}` })
  if (others.length > 0)
    throw new SinasError('CONFLICT', {
      reason: `Several MCP servers have a tool ${name}: name one as ${[found, ...others].map((each) => `${each.server.name}.${each.tool.name}`).join(' or ')}`,
    })
  return found
}
