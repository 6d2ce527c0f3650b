import { loadRow } from '../../../schema/connections/load-row.ts'
import type { Context } from '../../../schema/context.ts'
import { isUuid } from '../../../schema/scalars.ts'
import { builder, FunctionStub, page } from '../builder.ts'
import { ChatConnection } from '../chats/chat.ts'
import { pagesOfChats } from '../chats/list-chats.ts'
import { Provider as ProviderEntity } from '../providers/provider.entity.ts'
import { LlmProvider } from '../providers/provider.ts'
import type { Services } from '../services.ts'
import { Skill as SkillEntity } from '../skills/skill.entity.ts'
import { Skill } from '../skills/skill.ts'
import { mayReadSkill } from '../skills/skill-access.ts'
import { Agent as AgentEntity, type AgentRow, type Links } from './agent.entity.ts'
import { Agent, AgentConnection } from './agent.ts'
import { mayUseAgent } from './agent-access.ts'
import { isLinked, named } from './links.ts'
import { pagesOfAgents } from './list-agents.ts'

builder.objectFields(Agent, (t) => ({
  llmProvider: t.field({
    type: LlmProvider,
    nullable: true,
    description: 'Whose model it uses; null where it names none, and for those who may not read providers.',
    resolve: ({ llmProviderId }, _, context) =>
      llmProviderId && context.may('sinas.llm_providers.read:all') ? loadRow(context, ProviderEntity, llmProviderId) : null,
  }),
  functions: t.field({
    type: [FunctionStub],
    nullable: { list: false, items: true },
    description:
      'The functions of `enabledFunctions`, in that order; null in place of one that is not there, or that the caller may not read.',
    resolve: ({ enabledFunctions }) => enabledFunctions.map(named),
  }),
  callableAgents: t.loadableList({
    type: Agent,
    description:
      'The agents that `enabledAgents` names, as far as the caller may talk with them. Those that a pattern stands for are not among them.',
    load: linkedAgents,
    resolve: (row) => row,
  }),
  skills: t.loadableList({
    type: Skill,
    description: 'The skills of `enabledSkills`, as far as the caller may read them.',
    load: linkedSkills,
    resolve: (row) => row,
  }),
  chats: t.loadable({
    type: ChatConnection,
    description: 'The caller’s chats with it, also those in the archive, the latest first.',
    byPath: true,
    args: page,
    load: (ids: string[], context, args) => pagesOfChats(context, args, 'agentId', ids),
    resolve: ({ id }) => id,
  }),
}))

builder.objectFields(LlmProvider, (t) => ({
  agents: t.loadable({
    type: AgentConnection,
    description: 'Active agents that name it, as far as the caller may read them, the latest first.',
    byPath: true,
    args: page,
    load: (ids: string[], context, args) => pagesOfAgents(context, args, 'llmProviderId', ids),
    resolve: ({ id }) => id,
  }),
}))

/** A skill is linked by its id. What an agent's author writes later under a name that is listed is found by that name. */
const LISTS_SKILL = `exists (
  select from agents.skills s where s.id = parent.id
    and "row".enabled_skills @> jsonb_build_array(jsonb_build_object('skill', s.namespace || '/' || s.name))
    and ("row".links -> 'enabledSkills' @> to_jsonb(s.id::text)
      or s.user_id::text = coalesce("row".editors -> 'enabledSkills' -> 0 ->> 'userId', "row".user_id::text)))`

builder.objectFields(Skill, (t) => ({
  agents: t.loadable({
    type: AgentConnection,
    description: 'Active agents that may read it, as far as the caller may read them, the latest first.',
    byPath: true,
    args: page,
    load: (ids: string[], context, args) => pagesOfAgents(context, args, { type: 'uuid', condition: LISTS_SKILL }, ids),
    resolve: ({ id }) => id,
  }),
}))

/** The agents that the lists of several agents name, found in one statement. */
async function linkedAgents(agents: AgentRow[], { em, caller }: Context<Services>): Promise<AgentRow[][]> {
  const entries = new Set(agents.flatMap(({ enabledAgents }) => enabledAgents.filter((entry) => !entry.endsWith('/*'))))
  if (entries.size === 0) return agents.map(() => [])
  const conditions = [...entries].map((entry) => (isUuid(entry) ? { id: entry } : named(entry)))
  const rows = (await em.find(AgentEntity, { isActive: true, $or: conditions })).filter((row) => mayUseAgent(caller!, row))
  return agents.map((agent) =>
    rows.filter((row) => {
      const isNamed = agent.enabledAgents.includes(row.id) || agent.enabledAgents.includes(`${row.namespace}/${row.name}`)
      return isNamed && isLinkedTo(agent, 'enabledAgents', row)
    }),
  )
}

/** The same for their skills. */
async function linkedSkills(agents: AgentRow[], context: Context<Services>) {
  const entries = new Set(agents.flatMap(({ enabledSkills }) => enabledSkills.map(({ skill }) => skill)))
  if (entries.size === 0) return agents.map(() => [])
  const found = await context.em.find(SkillEntity, { isActive: true, $or: [...entries].map(named) })
  const rows = found.filter((row) => mayReadSkill(context.caller!, row))
  return agents.map((agent) =>
    rows.filter(
      (row) => agent.enabledSkills.some(({ skill }) => skill === `${row.namespace}/${row.name}`) && isLinkedTo(agent, 'enabledSkills', row),
    ),
  )
}

const isLinkedTo = ({ links, editors, userId }: AgentRow, list: keyof Links, thing: { id: string; userId: string | null | undefined }) =>
  isLinked(links, list, thing, { userId: editors[list]?.[0]?.userId ?? userId ?? '' })
