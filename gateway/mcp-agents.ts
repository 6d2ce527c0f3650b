import { internalRequest } from '../schema/context.ts'
import { SinasError } from '../schema/errors.ts'
import type { DataOf, Graph } from '../schema/graph.ts'
import { type McpCall, type McpTool, type McpToolSource, mcpToolName } from './mcp-tool.ts'

type AskableAgent = DataOf<'AskableAgents'>['agents'][number]

/** Agents that the caller may ask: `call_agent_{namespace}__{name}`. What they do is progress; cancelling the call stops the turn. */
export function agentTools(graph: Graph): McpToolSource {
  return async (request) => {
    const { agents } = await graph.execute('AskableAgents', {}, request)
    return agents.map((agent) => toTool(agent, graph))
  }
}

function toTool({ namespace, name, description, inputSchema }: AskableAgent, graph: Graph): McpTool {
  const required: unknown[] = Array.isArray(inputSchema.required) ? inputSchema.required : []
  return {
    definition: {
      name: mcpToolName(`call_agent_${namespace}__${name}`),
      title: `Ask ${namespace}/${name}`,
      description: description || `Asks the agent ${namespace}/${name}.`,
      inputSchema: {
        type: 'object',
        properties: {
          ...(inputSchema.properties as Record<string, object> | undefined),
          message: { type: 'string', description: 'What to tell the agent.' },
          chat_id: { type: 'string', description: 'An earlier chat with this agent, to go on with it.' },
        },
        required: [...new Set([...required.map(String), 'message'])],
      },
    },
    async call({ message, chat_id: given, ...input }, call) {
      if (typeof message !== 'string' || message === '') throw new SinasError('BAD_REQUEST', { reason: 'message: Field required' })
      const chatId = typeof given === 'string' && given ? given : await begin(input, call)
      return { ...(await ask(graph, chatId, message, call)), chat_id: chatId }
    },
  }

  async function begin(input: Record<string, unknown>, { request }: McpCall): Promise<string> {
    const { result } = await graph.execute('CreateChat', { namespace, name, input }, request)
    return result.id
  }
}

async function ask(graph: Graph, id: string, content: string, { request, report }: McpCall): Promise<Record<string, unknown>> {
  const cancel = () => void graph.execute('CancelTurn', { id }, internalRequest(request.caller, request.requestId)).catch(() => undefined)
  request.signal.addEventListener('abort', cancel)
  const approvals: unknown[] = []
  let reply = ''
  try {
    for await (const { result } of graph.subscribe('SendAndStream', { id, content }, request)) {
      const { event, data } = result
      if (event === 'message') reply += String(data.content ?? '')
      if (event === 'approval_required') approvals.push(data)
      if (event === 'error') throw new SinasError('TURN_FAILED', { reason: data.error })
      if (event !== 'tool_start') continue
      // Text before a tool call is progress, not part of the answer.
      reply = ''
      report?.(String(data.description ?? `Running ${data.name}`))
    }
  } finally {
    request.signal.removeEventListener('abort', cancel)
  }
  return approvals.length > 0 ? { status: 'approval_required', approvals } : { reply }
}
