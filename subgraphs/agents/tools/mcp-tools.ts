import { z } from 'zod'
import { SinasError } from '../../../schema/errors.ts'
import type { DataOf } from '../../../schema/graph.ts'
import { safeName } from '../../../schema/tools/tool.ts'
import { asAuthor } from './author.ts'
import { withParameters } from './parameters.ts'
import { MAX_NAME, type ToolContext, type TurnTool } from './tool.ts'

type OfferedTool = DataOf<'McpToolOffer'>['tools'][number]

/** A server's answer to a call, as far as the model gets it. */
const McpResult = z.object({
  content: z
    .array(
      z.object({
        type: z.string(),
        text: z.string().optional(),
        data: z.string().optional(),
        mimeType: z.string().optional(),
        uri: z.string().optional(),
        resource: z.object({ uri: z.string(), text: z.string().optional() }).optional(),
      }),
    )
    .default([]),
  structuredContent: z.unknown().optional(),
  isError: z.boolean().optional(),
})

/** Names that the platform's own tools have. */
const TAKEN = ['continue_execution', 'retrieve_tool_result', 'retrieve_context', 'save_context', 'update_context', 'delete_context']

/**
 * Tools of MCP servers that the agent may call: the tool's own name, or `{server}__{tool}` where another has that name.
 * They are read as the agent's author. Calls are made as the user: an agent can do nothing that its user may not.
 */
export async function mcpTools(context: ToolContext): Promise<TurnTool[]> {
  const references = context.agent.enabledMcpTools
  if (references.length === 0) return []
  const request = asAuthor(context, 'enabledMcpTools')
  const { tools } = await context.graph.execute('McpToolOffer', { references }, request)
  const names = namesOf(tools)
  return await Promise.all(tools.map((tool) => toTool(tool, names.get(tool)!, context)))
}

function namesOf(tools: OfferedTool[]): Map<OfferedTool, string> {
  const bare = new Map<string, number>(TAKEN.map((name) => [name, 1]))
  const ownName = ({ name }: OfferedTool) => safeName(name, MAX_NAME)
  for (const tool of tools) bare.set(ownName(tool), (bare.get(ownName(tool)) ?? 0) + 1)
  return new Map(
    tools.map((tool) => [tool, bare.get(ownName(tool)) === 1 ? ownName(tool) : safeName(`${tool.serverName}__${tool.name}`, MAX_NAME)]),
  )
}

function toTool(offered: OfferedTool, name: string, context: ToolContext): Promise<TurnTool> {
  const { agent, graph, request } = context
  const { server, serverName, inputSchema, requiresApproval } = offered
  const tool: TurnTool = {
    name,
    description: offered.description || `Calls ${offered.name} of ${serverName}.`,
    key: `mcp:${serverName}/${offered.name}`,
    parameters: { properties: {}, ...inputSchema, type: 'object' },
    ...(requiresApproval && { approval: { namespace: serverName, name: offered.name } }),
    async call(args) {
      const variables = { server: server.id, tool: offered.name, arguments: args }
      const { call } = await graph.execute('CallMcpTool', variables, request)
      return resultOf(McpResult.parse(call.result))
    },
  }
  const presets = agent.mcpToolParameters
  const own = [name, offered.name, `${serverName}.${offered.name}`, `${serverName}:${offered.name}`].find((key) => key in presets)
  return withParameters(tool, own === undefined ? undefined : presets[own], context)
}

/** Structured content where there is some, else the text; images and the like are only mentioned. */
function resultOf({ content, structuredContent, isError }: z.infer<typeof McpResult>): unknown {
  const text = content.map(({ type, text, data, mimeType, uri, resource }) => {
    if (type === 'text') return text
    if (type === 'resource') return resource?.text ?? `[resource ${resource?.uri}]`
    if (type === 'resource_link') return `[resource ${uri}]`
    return `[${type}, ${mimeType}, ${data?.length ?? 0} characters of base64]`
  })
  if (isError) throw new SinasError('BAD_REQUEST', { reason: text.join('\n') || 'The tool failed' })
  return structuredContent ?? text.join('\n')
}
