import type { Caller } from '../../../schema/caller.ts'
import { isOffered, mayUseAgent } from '../agents/agent-access.ts'
import { isLinked } from '../agents/links.ts'
import { authorOf } from './author.ts'
import { type ToolContext, type ToolSource, toolName } from './tool.ts'

const FIND = `
  select id, user_id as "userId", group_id as "groupId", is_shared as "isShared", is_default as "isDefault",
    namespace, name, description, input_schema
  from agents.agents
  where is_active and id <> $2 and (id::text = any($1::text[]) or array[namespace || '/' || name, namespace || '/*', '*/*'] && $1::text[])
  order by namespace, name`

interface FoundAgent extends Record<string, unknown> {
  id: string
  userId: string | null
  groupId: string | null
  isShared: boolean
  isDefault: boolean
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
    const author = authorOf(context, 'enabledAgents')
    return agents
      .filter((found) => isMeant(found, author, context))
      .map((found) => ({
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

/** A pattern gives the agents that the author is offered; a name or id gives the linked agent, if the author may talk with it. */
function isMeant(found: FoundAgent, author: Caller, { agent: { enabledAgents, links } }: ToolContext): boolean {
  const { id, namespace, name } = found
  const isOfPattern = enabledAgents.some((entry) => entry === '*/*' || entry === `${namespace}/*`)
  if (isOfPattern && isOffered(author, found)) return true
  const isNamed = enabledAgents.includes(id) || enabledAgents.includes(`${namespace}/${name}`)
  return isNamed && isLinked(links, 'enabledAgents', found, author) && mayUseAgent(author, found)
}

async function ask(
  { namespace, name }: FoundAgent,
  args: Record<string, unknown>,
  { graph, request, chat }: ToolContext,
): Promise<unknown> {
  const { prompt, _chat_id, ...input } = args
  if (typeof prompt !== 'string' || prompt === '') return { error: 'The prompt is missing' }
  const chatId = typeof _chat_id === 'string' && _chat_id ? _chat_id : await begin(input)
  const { result } = await graph.execute('SendToSubAgent', { id: chatId, content: prompt, namespace, name, parent_id: chat.id }, request)
  return { agent_name: `${namespace}/${name}`, response: result.content, chat_id: chatId }

  async function begin(input: Record<string, unknown>): Promise<string> {
    const title = `Sub-chat: ${namespace}/${name}`
    const variables = { namespace, name, input, title, parent_id: chat.id, parent_depth: chat.depth }
    const { result } = await graph.execute('CreateSubChat', variables, request)
    return result.id
  }
}
