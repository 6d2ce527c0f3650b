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
  await ask('POST', '/api/v1/secrets', { name: 'VAULT_TREASURE', value: 'the combination of the vault' })
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
    secrets: { name: 'VAULT_TREASURE' },
    skills: { id: skill.id, ...named },
    states: { id: state.id, namespace: 'vault', key: 'treasure' },
    stores: { namespace: 'vault', name: 'shop', key: 'treasure' },
    users: { id: user.id },
    'webhook-deliveries': { id: delivery.id },
    webhooks: { webhook: webhook.id },
  }
}

/** Stands in what only its owner may read. */
export const SECRET = 'the secret of the vault'

type Query = (sql: string, values: unknown[]) => Promise<unknown>

/**
 * Gives the rows of a vault what they lead to: for each relation at least one row.
 * @param sql for what only a model, a server or a run makes
 * @param askWith as `Ask`, with an API key
 */
export async function fillRelations(
  rows: Record<string, Record<string, string>>,
  { ask, askWith, sql }: { ask: Ask; askWith(key: string): Ask; sql: Query },
): Promise<void> {
  const named = { namespace: 'vault', name: 'treasure' }
  const group = { group_id: rows.groups!.group }
  const code = `def handler(input, context):\n    print("${SECRET}")\n    return {"found": "${SECRET}"}\n`
  await ask('PUT', '/api/v1/functions/vault/treasure', { code, secrets: ['VAULT_TREASURE'] })
  await ask('PUT', '/api/v1/secrets/VAULT_TREASURE', { value: SECRET, description: SECRET })
  await ask('POST', '/functions/vault/treasure/execute', {})
  await ask('PUT', '/api/v1/skills/vault/treasure', { content: SECRET })
  await ask('PUT', `/api/v1/agents/${rows.agents!.id}`, {
    ...group,
    system_prompt: SECRET,
    enabled_skills: [{ skill: 'vault/treasure', preload: false }],
    enabled_agents: ['vault/treasure'],
    enabled_functions: ['vault/treasure'],
  })
  await ask('POST', '/states', { namespace: 'vault', key: 'shared', value: SECRET, visibility: 'group', ...group })
  await ask('PUT', `/api/v1/mcp-servers/${rows.mcp!.server}`, { ...group, description: SECRET })
  await ask('PATCH', '/api/v1/webhooks/vault/hook', { description: SECRET })
  await ask('POST', '/webhooks/vault/hook', { told: SECRET })
  const ofAgent = { schedule_type: 'agent', target_namespace: named.namespace, target_name: named.name, content: SECRET }
  await ask('POST', '/api/v1/schedules', { name: 'vault-talk', cron_expression: '0 0 1 1 *', ...ofAgent })
  await ask('POST', `/api/v1/schedules/${rows.schedules!.schedule}/run`)
  const parent = await ask('POST', '/api/v1/api-keys', { name: 'vault-parent', permissions: { 'sinas.api_keys.create:own': true } })
  await askWith(parent.key)('POST', '/api/v1/api-keys', { name: SECRET, permissions: {} })
  const chat = rows.chats!.id
  const calls = JSON.stringify([{ id: 'c1', type: 'function', function: { name: 'vault__treasure', arguments: '{}' } }])
  await sql(
    `insert into agents.messages (id, chat_id, role, content, tool_calls, created_at)
     values (gen_random_uuid(), $1, 'user', $2, null, now()), (gen_random_uuid(), $1, 'assistant', $2, $3, now())`,
    [chat, SECRET, calls],
  )
  await sql(
    `insert into agents.approvals (id, chat_id, turn_id, tool_call_id, function_namespace, function_name, arguments, created_at)
     values (gen_random_uuid(), $1, gen_random_uuid(), 'c1', 'vault', 'treasure', '{}', now())`,
    [chat],
  )
  await sql(
    `insert into functions.steps (execution_id, number, parent, depth, function_name, kind, status, started_at)
     select $1, n, nullif(n - 1, 0), n - 1, 'vault.treasure', 'function', 'COMPLETED', now() from generate_series(1, 2) as n`,
    [rows.executions!.id],
  )
  await sql('update functions.executions set chat_id = $2 where id = $1', [rows.executions!.id, chat])
  const tools = JSON.stringify([{ name: 'dig', description: SECRET, inputSchema: {}, readOnly: true }])
  await sql('update mcp.servers set tools = $2 where id = $1', [rows.mcp!.server, tools])
}
