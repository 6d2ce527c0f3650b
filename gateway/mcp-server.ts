import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js'
import {
  CallToolRequestSchema,
  ErrorCode,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  McpError,
  ReadResourceRequestSchema,
  type ServerNotification,
  type ServerRequest,
} from '@modelcontextprotocol/sdk/types.js'
import type { RequestInfo } from '../schema/context.ts'
import type { Graph } from '../schema/graph.ts'
import type { Logger } from '../schema/log.ts'
import { callTool } from '../schema/tools/answer.ts'
import { listTools, safeName } from '../schema/tools/tool.ts'
import { VERSION } from '../schema/version.ts'
import { getPrompt, listPrompts, listResources, RESOURCE_TEMPLATES, readResource } from './mcp-contents.ts'
import { MAX_NAME, type McpTool, type McpToolSource } from './mcp-tool.ts'

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>

interface Dependencies {
  graph: Graph
  log: Logger
  /** In the order of trust: of two tools with one name, the first is offered. */
  sources: readonly McpToolSource[]
}

const INSTRUCTIONS = `Everything of a Sinas platform that you may use. Functions are tools named namespace__name, agents are tools named
call_agent_namespace__name, and the other tools read and change what there is. Skills are prompts and resources.`

/** The platform as an MCP server, for one session. Each request is authenticated by itself. */
export function createMcpServer({ graph, log, sources }: Dependencies): Server {
  const server = new Server(
    { name: 'sinas', title: 'Sinas', version: VERSION },
    { capabilities: { tools: {}, prompts: {}, resources: {} }, instructions: INSTRUCTIONS.replaceAll('\n', ' ') },
  )

  async function offered(extra: Extra): Promise<Map<string, McpTool>> {
    const listed = await listTools(sources, { graph, request: requestOf(extra), report: reporter(extra) }, log)
    const tools = new Map<string, McpTool>()
    for (const tool of listed) {
      const name = safeName(tool.name, MAX_NAME)
      if (!tools.has(name)) tools.set(name, { ...tool, name })
    }
    return tools
  }

  server.setRequestHandler(ListToolsRequestSchema, async (_, extra) => ({
    tools: [...(await offered(extra)).values()].map(({ call: _call, parameters, ...told }) => ({ ...told, inputSchema: parameters })),
  }))
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
    const tool = (await offered(extra)).get(params.name)
    if (!tool) throw new McpError(ErrorCode.InvalidParams, `Unknown tool: ${params.name}`)
    // An error is a result, which the model sees and can react to; it would not see a JSON-RPC error.
    const { text, isError } = await callTool(tool, params.arguments ?? {}, log)
    return { content: [{ type: 'text', text }], ...(isError && { isError }) }
  })
  server.setRequestHandler(ListPromptsRequestSchema, async (_, extra) => ({ prompts: await listPrompts(graph, requestOf(extra)) }))
  server.setRequestHandler(GetPromptRequestSchema, ({ params }, extra) => getPrompt(graph, params.name, requestOf(extra)))
  server.setRequestHandler(ListResourcesRequestSchema, async (_, extra) => ({ resources: await listResources(graph, requestOf(extra)) }))
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({ resourceTemplates: RESOURCE_TEMPLATES }))
  server.setRequestHandler(ReadResourceRequestSchema, ({ params }, extra) => readResource(graph, params.uri, requestOf(extra)))
  server.onerror = (error) => log.debug({ err: error }, 'an MCP session reported an error')
  return server
}

/** The request that brought the message. It goes on when its client leaves, as the protocol wants, and ends when the client cancels it. */
function requestOf({ authInfo, signal }: Extra): RequestInfo {
  return { ...(authInfo!.extra!.info as RequestInfo), signal }
}

function reporter({ _meta, sendNotification, signal }: Extra): ((message: string) => void) | undefined {
  const progressToken = _meta?.progressToken
  if (progressToken === undefined) return undefined
  let progress = 0
  return (message) => {
    if (signal.aborted) return
    progress++
    // A client that has left can't be notified: the call goes on all the same.
    sendNotification({ method: 'notifications/progress', params: { progressToken, progress, message } }).catch(() => undefined)
  }
}
