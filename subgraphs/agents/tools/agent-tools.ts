import type { Caller } from '../../../schema/caller.ts'
import { describeAgent, readQuestion } from '../../../schema/tools/agent-tool.ts'
import { isOffered, mayUseAgent } from '../agents/agent-access.ts'
import { isLinked } from '../agents/links.ts'
import { authorOf } from './author.ts'
import type { ToolContext, TurnTool } from './tool.ts'

const FIND = `
  select id, user_id as "userId", group_id as "groupId", is_shared as "isShared", is_default as "isDefault",
    namespace, name, description, input_schema as "inputSchema"
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
  inputSchema: Record<string, unknown>
}

/** An agent asks an agent that asks an agent: no deeper than this. */
const MAX_DEPTH = 4

/** Other agents, each answering in a chat of its own: `call_agent_{namespace}__{name}`. */
export async function agentTools(context: ToolContext): Promise<TurnTool[]> {
  const { agent, chat, database } = context
  if (agent.enabledAgents.length === 0 || chat.depth >= MAX_DEPTH) return []
  const agents = await database.query<FoundAgent>(FIND, [agent.enabledAgents, agent.id])
  const author = authorOf(context, 'enabledAgents')
  return agents
    .filter((found) => isMeant(found, author, context))
    .map((found) => {
      const told = describeAgent(found)
      return {
        ...told,
        name: told.name.toLowerCase().replaceAll('-', '_'),
        key: `agent:${found.namespace}/${found.name}`,
        call: (args) => ask(found, args, context),
      }
    })
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
  const { prompt, chatId, input } = readQuestion(args)
  const id = chatId ?? (await begin())
  const { result } = await graph.execute('SendToSubAgent', { id, content: prompt, namespace, name, parent_id: chat.id }, request)
  return { agent_name: `${namespace}/${name}`, response: result.content, chat_id: id }

  async function begin(): Promise<string> {
    const title = `Sub-chat: ${namespace}/${name}`
    const variables = { namespace, name, input, title, parent_id: chat.id, parent_depth: chat.depth }
    const { result } = await graph.execute('CreateSubChat', variables, request)
    return result.id
  }
}
