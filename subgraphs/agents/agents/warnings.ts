import type { Context } from '../../../schema/context.ts'
import { isUuid } from '../../../schema/scalars.ts'
import type { Services } from '../services.ts'
import { Skill } from '../skills/skill.entity.ts'
import { Agent, type AgentRow } from './agent.entity.ts'
import { named } from './links.ts'

/** What the names in the lists of agents stand for; null where the subgraph that knows could not be asked. */
interface Known {
  functions: ReadonlySet<string> | null
  /** Names and ids. */
  agents: ReadonlySet<string>
  skills: ReadonlySet<string>
  mcpTools: ReadonlySet<string> | null
}

/** What agents list that does not exist, or is not in use: their models are not offered it. For each agent, sentences for its editor. */
export async function warningsOf(context: Context<Services>, ids: readonly string[]): Promise<string[][]> {
  const rows = await context.em.find(Agent, { id: { $in: [...ids] } })
  const all = <Item>(of: (row: AgentRow) => readonly Item[]) => [...new Set(rows.flatMap(of))]
  const [functions, agents, skills, mcpTools] = await Promise.all([
    knownFunctions(
      context,
      all((row) => row.enabledFunctions),
    ),
    knownAgents(context, all(singleAgents)),
    knownSkills(
      context,
      all((row) => row.enabledSkills.map(({ skill }) => skill)),
    ),
    knownMcpTools(
      context,
      all((row) => row.enabledMcpTools),
    ),
  ])
  const found = new Map(rows.map((row) => [row.id, warnings(row, { functions, agents, skills, mcpTools })]))
  return ids.map((id) => found.get(id) ?? [])
}

function warnings(row: AgentRow, { functions, agents, skills, mcpTools }: Known): string[] {
  const missing = (names: readonly string[], known: ReadonlySet<string> | null) => (known ? names.filter((name) => !known.has(name)) : [])
  const skillNames = row.enabledSkills.map(({ skill }) => skill)
  return [
    ...missing(row.enabledFunctions, functions).map((name) => `enabled_functions: there is no active function ${name}`),
    ...missing(singleAgents(row), agents).map((name) => `enabled_agents: there is no active agent ${name}`),
    ...missing(skillNames, skills).map((name) => `enabled_skills: there is no active skill ${name}`),
    ...missing(row.enabledMcpTools, mcpTools).map((name) => `enabled_mcp_tools: no MCP server that you may use has a tool ${name}`),
  ]
}

/** `namespace/*` stands for whatever there is at the time. */
const singleAgents = ({ enabledAgents }: AgentRow) => enabledAgents.filter((entry) => !entry.endsWith('/*'))

async function knownFunctions(context: Context<Services>, references: string[]): Promise<Set<string> | null> {
  if (references.length === 0) return new Set()
  const answer = await context.graph.execute('FunctionsNamed', { references }, context).catch(unknown(context))
  return answer && new Set(answer.functions.map(({ namespace, name }) => `${namespace}/${name}`))
}

async function knownAgents({ em }: Context<Services>, entries: string[]): Promise<Set<string>> {
  if (entries.length === 0) return new Set()
  const where = entries.map((entry) => (isUuid(entry) ? { id: entry } : named(entry)))
  const rows = await em.find(Agent, { isActive: true, $or: where }, { fields: ['id', 'namespace', 'name'] })
  return new Set(rows.flatMap(({ id, namespace, name }) => [id, `${namespace}/${name}`]))
}

async function knownSkills({ em }: Context<Services>, references: string[]): Promise<Set<string>> {
  if (references.length === 0) return new Set()
  const rows = await em.find(Skill, { isActive: true, $or: references.map(named) }, { fields: ['namespace', 'name'] })
  return new Set(rows.map(({ namespace, name }) => `${namespace}/${name}`))
}

async function knownMcpTools(context: Context<Services>, references: string[]): Promise<Set<string> | null> {
  if (references.length === 0) return new Set()
  const answer = await context.graph.execute('McpToolOffer', { references }, context).catch(unknown(context))
  const spellings = ({ name, serverName }: { name: string; serverName: string }) =>
    [name, '*'].flatMap((tool) => [`${serverName}.${tool}`, `${serverName}:${tool}`])
  return answer && new Set(answer.tools.flatMap((tool) => [tool.name, ...spellings(tool)]))
}

/** An agent is saved also while the subgraph that could warn is away. */
const unknown =
  ({ log }: Context<Services>) =>
  (error: unknown): null => {
    log.warn({ err: error }, 'what an agent lists could not be looked up: its editor is not warned of what does not exist')
    return null
  }
