import { type ToolContext, type ToolSource, toolName } from './tool.ts'

// `ns/name`, `ns/*`, `*/*` or an id.
const FIND = `
  select namespace, name, description, input_schema from agents.agents
  where is_active and id <> $2 and (id::text = any($1::text[]) or array[namespace || '/' || name, namespace || '/*', '*/*'] && $1::text[])
  order by namespace, name`

interface FoundAgent extends Record<string, unknown> {
  namespace: string
  name: string
  description: string | null
  input_schema: { properties?: Record<string, unknown>; required?: string[] }
}

/** An agent asks an agent that asks an agent: no deeper than this. */
const MAX_DEPTH = 4

/** Other agents, each answering in a chat of its own: `call_agent_{namespace}__{name}`. */
export const agentTools: ToolSource = {
  async offer(context) {
    const { agent, chat, database } = context
    if (agent.enabledAgents.length === 0 || chat.depth >= MAX_DEPTH) return []
    const agents = await database.query<FoundAgent>(FIND, [agent.enabledAgents, agent.id])
    return agents.map((found) => ({
      name: toolName(`call_agent_${found.namespace}__${found.name}`.toLowerCase().replace(/[\s-]/g, '_')),
      description: found.description || `Asks the agent ${found.namespace}/${found.name}.`,
      key: `agent:${found.namespace}/${found.name}`,
      parameters: {
        type: 'object',
        properties: {
          ...found.input_schema.properties,
          prompt: { type: 'string', description: 'What to tell the agent.' },
          _chat_id: { type: 'string', description: 'An earlier chat with this agent, to go on with it.' },
        },
        required: [...new Set([...(found.input_schema.required ?? []), 'prompt'])],
      },
      call: (args) => ask(found, args, context),
    }))
  },
}

async function ask(
  { namespace, name }: FoundAgent,
  args: Record<string, unknown>,
  { graph, request, chat }: ToolContext,
): Promise<unknown> {
  const { prompt, _chat_id, ...input } = args
  if (typeof prompt !== 'string' || prompt === '') return { error: 'The prompt is missing' }
  const chatId = typeof _chat_id === 'string' && _chat_id ? _chat_id : await begin(namespace, name, input, chat.depth)
  const { result } = await graph.execute('SendToSubAgent', { id: chatId, content: prompt, namespace, name }, request)
  return { agent_name: `${namespace}/${name}`, response: result.content, chat_id: chatId }

  async function begin(namespace: string, name: string, input: Record<string, unknown>, depth: number): Promise<string> {
    const variables = { namespace, name, input, title: `Sub-chat: ${namespace}/${name}`, depth: depth + 1 }
    const { result } = await graph.execute('CreateSubChat', variables, request)
    return result.id
  }
}
