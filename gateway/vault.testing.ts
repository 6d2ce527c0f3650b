// Rows of every kind, for tests of who may see them.

/** Runs a request as the vault's owner. @returns the body @throws where it is not successful */
export type Ask = (method: string, path: string, body?: unknown) => Promise<any>

/** The one grant of the vault's group. */
export const PERMISSION = 'sinas.logs.read:own'

/**
 * Makes a row of every kind.
 * @param modelUrl where the model of its agent is; nothing needs to answer there
 * @returns the path parameters that name them, by the word that their paths begin with
 */
export async function fillVault(ask: Ask, modelUrl = 'http://127.0.0.1:1/v1'): Promise<Record<string, Record<string, string>>> {
  const named = { namespace: 'vault', name: 'treasure' }
  const code = 'def handler(input, context):\n    return {}\n'
  const user = await ask('GET', '/api/v1/auth/me')
  const fn = await ask('POST', '/api/v1/functions', { ...named, code })
  const { execution_id } = await ask('POST', '/functions/vault/treasure/execute', {})
  const job = await ask('POST', '/functions/vault/treasure/execute/async', {})
  while ((await ask('GET', `/jobs/${job.execution_id}`)).status !== 'completed');
  const provider = await ask('POST', '/api/v1/llm-providers', {
    name: 'vault-provider',
    provider_type: 'openai',
    api_key: 'vault-key',
    api_endpoint: modelUrl,
    is_default: true,
    default_model: 'none',
  })
  const agent = await ask('POST', '/api/v1/agents', { ...named, llm_provider_id: provider.id })
  const chat = await ask('POST', '/agents/vault/treasure/chats', {})
  const skill = await ask('POST', '/api/v1/skills', { ...named, description: 'd', content: 'c' })
  const webhook = await ask('POST', '/api/v1/webhooks', {
    path: 'vault/hook',
    function_namespace: 'vault',
    function_name: 'treasure',
    requires_auth: true,
  })
  await ask('POST', '/webhooks/vault/hook', {})
  const [delivery] = await ask('GET', `/api/v1/webhooks/${webhook.id}/deliveries`)
  const target = { function_namespace: 'vault', function_name: 'treasure' }
  const schedule = await ask('POST', '/api/v1/schedules', {
    name: 'vault-schedule',
    cron_expression: '0 0 1 1 *',
    input_data: {},
    ...target,
  })
  const state = await ask('POST', '/states', { namespace: 'vault', key: 'treasure', value: { gold: 1 } })
  await ask('POST', '/stores/vault/shop/states', { key: 'treasure', value: 1 })
  const key = await ask('POST', '/api/v1/api-keys', { name: 'vault-key' })
  const group = await ask('POST', '/api/v1/groups', { name: 'vault-group' })
  await ask('POST', '/api/v1/groups/vault-group/permissions', { permission_key: PERMISSION, permission_value: true })
  const budget = await ask('POST', '/api/v1/budgets', { user_id: user.id, period: 'day', max_tokens: 1_000_000 })
  // Nothing answers there: what counts is the row.
  const server = await ask('POST', '/api/v1/mcp-servers', { name: 'vault-server', url: 'http://127.0.0.1:1/mcp' })
  return {
    agents: { id: agent.id, ...named },
    'api-keys': { id: key.id },
    budgets: { id: budget.id },
    chats: { id: chat.id },
    containers: { user_id: user.id },
    contexts: { id: state.id, namespace: 'vault', key: 'treasure' },
    executions: { id: execution_id },
    functions: { id: fn.id, ...named },
    groups: { group: group.id, user_id: user.id, permission_key: PERMISSION },
    jobs: { id: job.execution_id },
    'llm-providers': { provider: provider.id },
    'mcp-servers': { server: server.id },
    mcp: { server: server.id },
    roles: { role: group.id, user_id: user.id },
    schedules: { schedule: schedule.id },
    skills: { id: skill.id, ...named },
    states: { id: state.id, namespace: 'vault', key: 'treasure' },
    stores: { namespace: 'vault', name: 'shop', key: 'treasure' },
    users: { id: user.id },
    'webhook-deliveries': { id: delivery.id },
    webhooks: { webhook: webhook.id },
  }
}
