import { internalRequest } from '../schema/context.ts'
import { SinasError } from '../schema/errors.ts'
import { describeAgent, readQuestion } from '../schema/tools/agent-tool.ts'
import type { McpCall, McpTool } from './mcp-tool.ts'

/** Agents that the caller may ask. What they do is progress; cancelling the call stops the turn. */
export async function agentTools(call: McpCall): Promise<McpTool[]> {
  const { graph, request } = call
  const agents = await graph.result('AskableAgents', {}, request)
  return agents.map((agent) => ({
    ...describeAgent(agent),
    title: `Ask ${agent.namespace}/${agent.name}`,
    async call(args) {
      const { prompt, chatId, input } = readQuestion(args)
      const { namespace, name } = agent
      const id = chatId ?? (await graph.result('CreateChat', { namespace, name, input }, request)).id
      return { ...(await ask(id, prompt, call)), chat_id: id }
    },
  }))
}

async function ask(id: string, content: string, { graph, request, report }: McpCall): Promise<Record<string, unknown>> {
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
