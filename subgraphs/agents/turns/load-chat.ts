import type { Database } from '../../../schema/database.ts'
import type { AgentRow } from '../agents/agent.entity.ts'
import { type SpentBudget, spentBudget } from '../budgets/spending.ts'
import type { ProviderType } from '../providers/models.ts'
import type { ModelPrice } from '../providers/provider.entity.ts'
import type { HistoryRow } from './history.ts'

/** A chat, as far as its turns are concerned. */
export interface TurnChat {
  id: string
  userId: string
  input: Record<string, unknown>
  depth: number
  /** Seconds that a turn may take. */
  jobTimeout: number | null
}

export type AgentSettings = Omit<AgentRow, 'description' | 'createdAt' | 'updatedAt' | 'initialMessages' | 'inputSchema' | 'isDefault'>

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
  provider: ChatProvider | null
  /** A budget that allows nothing more. */
  spent: SpentBudget | null
}

// The path of every message: one prepared statement in place of three entities.
const LOAD = `
  select json_build_object('id', c.id, 'userId', c.user_id, 'input', c.input, 'depth', c.depth, 'jobTimeout', c.job_timeout) as chat,
    json_build_object('id', a.id, 'userId', a.user_id, 'groupId', a.group_id, 'namespace', a.namespace, 'name', a.name,
      'llmProviderId', a.llm_provider_id, 'model', a.model, 'temperature', a.temperature, 'maxTokens', a.max_tokens,
      'systemPrompt', a.system_prompt, 'outputSchema', a.output_schema, 'enabledFunctions', a.enabled_functions,
      'enabledAgents', a.enabled_agents, 'enabledSkills', a.enabled_skills, 'enabledMcpTools', a.enabled_mcp_tools,
      'functionParameters', a.function_parameters, 'mcpToolParameters', a.mcp_tool_parameters,
      'stateNamespacesReadonly', a.state_namespaces_readonly, 'stateNamespacesReadwrite', a.state_namespaces_readwrite,
      'statusTemplates', a.status_templates, 'isActive', a.is_active) as agent,
    case when p.id is not null then json_build_object('id', p.id, 'name', p.name, 'providerType', p.provider_type,
      'apiEndpoint', p.api_endpoint, 'sealedApiKey', p.sealed_api_key, 'defaultModel', p.default_model,
      'prices', p.config -> 'prices', 'isActive', p.is_active) end as provider,
    (select to_json(spent) from (${spentBudget('c.user_id', 'a.id')}) as spent) as spent
  from agents.chats c
  join agents.agents a on a.id = c.agent_id
  left join agents.llm_providers p on case when a.llm_provider_id is null then p.is_default and p.is_active else p.id = a.llm_provider_id end
  where c.id = $1 and (c.expires_at is null or c.expires_at > now())`

export async function loadChat(database: Database, chatId: string): Promise<LoadedChat | undefined> {
  const [row] = await database.query<LoadedChat>(LOAD, [chatId])
  return row
}

// A window that begins with tools' results takes in the calls that they answer.
const HISTORY = `
  with recent as (select position, role from agents.messages where chat_id = $1 order by position desc limit $2)
  select position::float8 as position, role, content, tool_calls as "toolCalls", tool_call_id as "toolCallId", name from agents.messages
  where chat_id = $1 and position >= coalesce(
    (select max(position) from agents.messages where chat_id = $1 and role <> 'tool' and position <= (select min(position) from recent)), 0)
  order by position`

/** A row, and its place in the chat. */
export type StoredHistoryRow = HistoryRow & { position: number }

/** The newest rows of a conversation, in order. */
export function loadHistory(database: Database, chatId: string, limit: number): Promise<StoredHistoryRow[]> {
  return database.query<StoredHistoryRow & Record<string, unknown>>(HISTORY, [chatId, limit])
}

const PROVIDER = `
  select id, name, is_active as "isActive" from agents.llm_providers p
  where case when $1::uuid is null then p.is_default and p.is_active else p.id = $1 end`

/** The provider that an agent would use. @param id null: the default one */
export async function loadProvider(database: Database, id: string | null): Promise<Pick<ChatProvider, 'id' | 'name' | 'isActive'> | null> {
  const [row] = await database.query<Pick<ChatProvider, 'id' | 'name' | 'isActive'>>(PROVIDER, [id])
  return row ?? null
}
