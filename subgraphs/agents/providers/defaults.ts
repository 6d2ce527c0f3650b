import type { Config } from '../../../schema/config.ts'
import type { Database } from '../../../schema/database.ts'
import type { Logger } from '../../../schema/log.ts'
import type { Sealer } from '../../../schema/sealing.ts'
import { keyRow } from './choose-model.ts'
import type { ProviderType } from './models.ts'

interface DefaultProvider {
  type: ProviderType
  apiKey: string | null
  apiEndpoint: string | null
  model: string
}

function providersOf(config: Config): DefaultProvider[] {
  const { OPENAI_API_KEY, ANTHROPIC_API_KEY, MISTRAL_API_KEY, OLLAMA_HOST } = config
  const all: (DefaultProvider | false | undefined | '')[] = [
    OPENAI_API_KEY && { type: 'openai', apiKey: OPENAI_API_KEY, apiEndpoint: null, model: 'gpt-5-mini' },
    ANTHROPIC_API_KEY && { type: 'anthropic', apiKey: ANTHROPIC_API_KEY, apiEndpoint: null, model: 'claude-sonnet-4-5' },
    MISTRAL_API_KEY && { type: 'mistral', apiKey: MISTRAL_API_KEY, apiEndpoint: null, model: 'mistral-small-latest' },
    OLLAMA_HOST && { type: 'ollama', apiKey: null, apiEndpoint: ollamaUrl(OLLAMA_HOST), model: 'llama3.2' },
  ]
  return all.filter((provider) => !!provider)
}

/** Ollama's own variable is a host, a host and port, or a URL. */
export function ollamaUrl(host: string): string {
  const url = new URL(/^https?:\/\//.test(host) ? host : `http://${host}`)
  if (!url.port && url.protocol === 'http:') url.port = '11434'
  if (url.hostname === '0.0.0.0') url.hostname = 'localhost'
  return url.origin
}

// At most one process finds the table empty and fills it: the others wait for the lock.
const ADD = `
  with first as (select pg_advisory_xact_lock(hashtext('sinas:agents:defaults')))
  insert into agents.llm_providers
    (id, name, provider_type, sealed_api_key, api_endpoint, default_model, config, is_default, is_active, created_at, updated_at)
  select $1::uuid, $2, $2, $3, $4, $5, '{}', $6, true, now(), now() from first where not exists (select from agents.llm_providers where $6)
  on conflict do nothing returning id`

const ADD_AGENT = `
  insert into agents.agents (id, namespace, name, description, temperature, system_prompt, input_schema, output_schema, enabled_functions,
    enabled_agents, enabled_skills, enabled_mcp_tools, function_parameters, mcp_tool_parameters, state_namespaces_readonly,
    state_namespaces_readwrite, status_templates, is_default, is_active, created_at, updated_at)
  select gen_random_uuid(), 'default', 'assistant', 'A helpful assistant.', 0.7, 'You are a helpful assistant.', '{}', '{}', '[]', '[]', '[]', '[]',
    '{}', '{}', '[]', '[]', '{}', true, true, now(), now()
  where not exists (select from agents.agents)
  on conflict do nothing`

/**
 * At the first start, keys in the environment become providers, the first of them the default, and there is an agent to talk with.
 * Later starts change nothing: what an operator deleted stays deleted.
 */
export async function addDefaults(config: Config, database: Database, sealer: Sealer, log: Logger): Promise<void> {
  const providers = providersOf(config)
  for (const [i, { type, apiKey, apiEndpoint, model }] of providers.entries()) {
    const id = crypto.randomUUID()
    const sealed = apiKey && sealer.seal(apiKey, keyRow(id))
    const added = await database.query(ADD, [id, type, sealed, apiEndpoint, model, i === 0])
    if (added.length === 0) return
    log.info({ provider: type, model }, 'the platform added an LLM provider from its environment')
  }
  if (providers.length > 0) await database.query(ADD_AGENT)
}
