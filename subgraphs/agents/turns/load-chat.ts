import type { Actor } from '../../../schema/caller.ts'
import type { Database } from '../../../schema/database.ts'
import type { AgentRow } from '../agents/agent.entity.ts'
import { type SpentBudget, spentBudget } from '../budgets/spending.ts'
import type { Editors } from '../editors.ts'
import type { ProviderType } from '../providers/models.ts'
import type { ModelPrice } from '../providers/provider.entity.ts'
import type { HistoryRow } from './history.ts'

/** The part of a chat that its turns need. */
export interface TurnChat {
  id: string
  userId: string
  input: Record<string, unknown>
  depth: number
  /** Seconds that a turn may take. */
  jobTimeout: number | null
  /** The shapers of what was said in it, other than its user. */
  shapers: Actor[]
}

/** A skill that the agent has; its text is read when it is needed. */
export interface ListedSkill {
  id: string
  userId: string
  namespace: string
  name: string
  description: string
  editors: Editors
  updatedAt: string
  preload: boolean
}

export type AgentSettings = Omit<
  AgentRow,
  'description' | 'createdAt' | 'updatedAt' | 'initialMessages' | 'inputSchema' | 'isDefault' | 'isShared' | 'revision'
>

/** The provider that the agent uses: its own, else the default one. */
export interface ChatProvider {
  id: string
  name: string
  providerType: ProviderType
  apiEndpoint: string | null
  sealedApiKey: string | null
  defaultModel: string | null
  prices: Record<string, ModelPrice> | null
  isActive: boolean
}

export interface LoadedChat {
  chat: TurnChat
  agent: AgentSettings
  /** By name. */
  skills: ListedSkill[]
  provider: ChatProvider | null
  /** A budget that allows nothing more. */
  spent: SpentBudget | null
}

/** SQL for a provider: the one that is named; else one whose service has models of that name; else the default. */
const providerFor = (id: string, model: string) => `
  select * from agents.llm_providers
  where case when ${id} is null then is_active and (is_default or provider_type = ${serviceOf(model)}) else id = ${id} end
  order by provider_type is not distinct from ${serviceOf(model)} desc, is_default desc, created_at limit 1`

const serviceOf = (model: string) => `case
  when ${model} ~ '^(gpt-|o1-|o3-|o4-|chatgpt-)' then 'openai'
  when ${model} ~ '^(mistral-|ministral-|magistral-|pixtral-|codestral-)' then 'mistral'
  when ${model} ~ '^claude-' then 'anthropic'
  when ${model} ~ '^llama|/' then 'ollama' end`

// A skill of the user who set the list, or one that its name meant when the list was set.
const SKILLS = `
  select coalesce(json_agg(json_build_object('id', s.id, 'userId', s.user_id, 'namespace', s.namespace, 'name', s.name,
    'description', s.description, 'editors', s.editors, 'updatedAt', s.updated_at, 'preload', e.preload) order by s.namespace, s.name), '[]')
  from (
    select split_part(entry ->> 'skill', '/', 1) as namespace, split_part(entry ->> 'skill', '/', 2) as name,
      bool_or((entry ->> 'preload')::boolean) as preload
    from jsonb_array_elements(a.enabled_skills) as entry group by 1, 2) e
  join agents.skills s on s.namespace = e.namespace and s.name = e.name and s.is_active
    and (a.links -> 'enabledSkills' ? s.id::text or s.user_id::text = a.editors #>> '{enabledSkills,0,userId}')`

/** SQL of all that a turn is about. @param condition over a chat `c` */
const loaded = (condition: string) => `
  select c.id as "chatId",
    json_build_object('id', c.id, 'userId', c.user_id, 'input', c.input, 'depth', c.depth, 'jobTimeout', c.job_timeout,
      'shapers', c.shapers) as chat,
    json_build_object('id', a.id, 'userId', a.user_id, 'groupId', a.group_id, 'namespace', a.namespace, 'name', a.name,
      'llmProviderId', a.llm_provider_id, 'model', a.model, 'temperature', a.temperature, 'maxTokens', a.max_tokens,
      'systemPrompt', a.system_prompt, 'outputSchema', a.output_schema, 'enabledFunctions', a.enabled_functions,
      'enabledAgents', a.enabled_agents, 'enabledSkills', a.enabled_skills, 'enabledMcpTools', a.enabled_mcp_tools,
      'functionParameters', a.function_parameters, 'mcpToolParameters', a.mcp_tool_parameters,
      'stateNamespacesReadonly', a.state_namespaces_readonly, 'stateNamespacesReadwrite', a.state_namespaces_readwrite,
      'statusTemplates', a.status_templates, 'editors', a.editors, 'links', a.links, 'isActive', a.is_active) as agent,
    (${SKILLS}) as skills,
    case when p.id is not null then json_build_object('id', p.id, 'name', p.name, 'providerType', p.provider_type,
      'apiEndpoint', p.api_endpoint, 'sealedApiKey', p.sealed_api_key, 'defaultModel', p.default_model,
      'prices', p.config -> 'prices', 'isActive', p.is_active) end as provider,
    (select to_json(spent) from (${spentBudget('c.user_id', 'a.id')}) as spent) as spent,
    exists (select from agents.turns t where t.chat_id = c.id and t.status in ('running', 'waiting')) as "isBusy"
  from agents.chats c
  join agents.agents a on a.id = c.agent_id
  left join lateral (${providerFor('a.llm_provider_id', 'a.model')}) p on true
  where ${condition} and (c.expires_at is null or c.expires_at > now())`

/** SQL of the newest rows of a chat. A window that begins with tools' results takes in the calls that they answer. */
const recent = (chatId: string, limit: string) => `
  select position, role, content, tool_calls, tool_call_id, name from agents.messages
  where chat_id = ${chatId} and position >= coalesce(
    (select max(position) from agents.messages where chat_id = ${chatId} and role <> 'tool' and position <= (
      select min(position) from (select position from agents.messages where chat_id = ${chatId} order by position desc limit ${limit}) as newest)), 0)`

const LOAD = loaded('c.id = $1')

export async function loadChat(database: Database, chatId: string): Promise<LoadedChat | undefined> {
  const [row] = await database.query<LoadedChat & Record<string, unknown>>(LOAD, [chatId])
  return row
}

// The path of every message, with its conversation, as of one instant. Each row of it is a row here: a long text is not parsed with all others.
// In a subquery, the ids are as many as PostgreSQL likes to think, whichever they are, and it keeps its plan: to plan this anew takes four times
// as long as to run it.
const IDS = '(select $1::uuid[])'
const LOAD_ALL = `
  select l.*, null::float8 as position, null as role, null as content, null::json as "toolCalls", null as "toolCallId", null as name
  from (${loaded(`c.id = any(${IDS}::uuid[])`)}) l
  union all
  select g.id, null, null, null, null, null, null, h.* from unnest(${IDS}) as g(id) cross join lateral (${recent('g.id', '(select $2::int)')}) h
  order by position nulls first`

/** A chat that is sent a message. */
export interface AddressedChat extends LoadedChat {
  /** Whether a turn goes on in it. */
  isBusy: boolean
  /** Its newest rows, in order. */
  history: StoredHistoryRow[]
}

/** Chats in the order of their ids; undefined where there is none, or one that has expired. */
export async function loadChats(database: Database, chatIds: readonly string[], limit: number): Promise<(AddressedChat | undefined)[]> {
  const chats = new Map<string, AddressedChat>()
  const rows = await database.query<AddressedChat & StoredHistoryRow & { chatId: string }>(LOAD_ALL, [[...new Set(chatIds)], limit])
  for (const { chatId, chat, agent, skills, provider, spent, isBusy, ...row } of rows) {
    if (chat) chats.set(chatId, { chat, agent, skills, provider, spent, isBusy, history: [] })
    else chats.get(chatId)?.history.push(row)
  }
  return chatIds.map((id) => chats.get(id.toLowerCase()))
}

const HISTORY = `
  select position, role, content, tool_calls as "toolCalls", tool_call_id as "toolCallId", name from (${recent('$1', '$2')}) h order by position`

/** A row, and its place in the chat. */
export type StoredHistoryRow = HistoryRow & { position: number }

/** The newest rows of a conversation, in order. */
export function loadHistory(database: Database, chatId: string, limit: number): Promise<StoredHistoryRow[]> {
  return database.query<StoredHistoryRow & Record<string, unknown>>(HISTORY, [chatId, limit])
}

const PROVIDER = `select id, name, is_active as "isActive" from (${providerFor('(select $1::uuid)', '(select $2::text)')}) p`

type FoundProvider = Pick<ChatProvider, 'id' | 'name' | 'isActive'>

/** The provider that an agent would use. */
export async function loadProvider(
  database: Database,
  { llmProviderId, model }: Pick<AgentRow, 'llmProviderId' | 'model'>,
): Promise<FoundProvider | null> {
  const [row] = await database.query<FoundProvider>(PROVIDER, [llmProviderId ?? null, model ?? null])
  return row ?? null
}
