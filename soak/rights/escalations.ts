// Single requests with which one would get more than one has, by the kind of thing that they are after. The same are made by hand, and by
// functions with the token of the user for whom they run.
import { writtenText } from '../../subgraphs/identity/permissions/permissions.testing.ts'
import { LAB } from './cast.ts'
import type { Dice } from './dice.ts'
import { NOTES, OPS, VAULT } from './estate.ts'
import type { Asked } from './person.ts'
import type { World } from './world.ts'

/** Who asks, as far as their requests depend on it. */
export interface Asker {
  /** Of their user; the mark of the run's user, where a function asks. */
  id: string
  /** What their things are called. */
  name: string
}

type Aim = (world: World, me: Asker, dice: Dice) => Asked

const get = (path: string): Asked => ({ method: 'GET', path })
const post = (path: string, body: unknown = {}): Asked => ({ method: 'POST', path, body })
const put = (path: string, body: unknown): Asked => ({ method: 'PUT', path, body })
const patch = (path: string, body: unknown): Asked => ({ method: 'PATCH', path, body })
const remove = (path: string): Asked => ({ method: 'DELETE', path })

const EVERYTHING = [
  'sinas.*:all',
  '*:all',
  '*.*:all',
  'sinas.*.*:all',
  'sinas/*.*:all',
  '*/*.*:all',
  'SINAS.*:all',
  'sinas.*:*',
  'sinas.functions.execute:all',
]
const anyPermission = (dice: Dice) => (dice.chance(0.5) ? dice.pick(EVERYTHING) : dice.sample(writtenText))

/** Code of no interest: what counts is whether it is stored. */
const CODE = 'def handler(input, context):\n    return {"by": "an attacker"}\n'

const groupOf = ({ estate }: World, dice: Dice) => dice.pick(['Admins', 'Admins', 'vault-group', estate.rows.groups!.group!])
const OWN_FUNCTIONS = [`${OPS}/report`, `${OPS}/note`, `${OPS}/summary`, `${VAULT}/launch`, `${VAULT}/treasure`]
const ownFunction = (dice: Dice) => dice.pick(OWN_FUNCTIONS)
const ownAgent = (dice: Dice) => dice.pick([`${OPS}/assistant`, `${VAULT}/oracle`, `${VAULT}/treasure`])
const ownState = (dice: Dice) => dice.pick([`${VAULT}/private`, `${VAULT}/sealed`, `${VAULT}/shared`, 'preferences/private', `${NOTES}/x`])
const webhook = ({ estate }: World, dice: Dice) =>
  dice.pick(['vault/hook', estate.rows.webhooks!.webhook!, ...Object.keys(estate.webhooks)])
const schedule = ({ estate }: World, dice: Dice) => dice.pick([estate.rows.schedules!.schedule!, 'ops-nightly', 'ops-brief'])

const split = (reference: string) => {
  const [namespace, name] = reference.split('/')
  return { namespace, name }
}

const ESCALATIONS: Record<string, Aim[]> = {
  keys: [
    (_, me, dice) => post('/api/v1/auth/api-keys', { name: me.name, permissions: { [anyPermission(dice)]: true } }),
    ({ estate }) => remove(`/api/v1/auth/api-keys/${estate.rows['api-keys']!.id}`),
    ({ estate }) => get(`/api/v1/auth/api-keys/${estate.rows['api-keys']!.id}`),
  ],
  grants: [
    (world, _, dice) =>
      post(`/api/v1/groups/${groupOf(world, dice)}/permissions`, { permission_key: anyPermission(dice), permission_value: true }),
    (_, __, dice) => post('/api/v1/groups/Users/permissions', { permission_key: dice.pick(EVERYTHING), permission_value: true }),
    (world, _, dice) =>
      post(`/api/v1/roles/${groupOf(world, dice)}/permissions`, {
        permission_key: anyPermission(dice),
        permission_value: dice.chance(0.5),
      }),
    (world, _, dice) =>
      remove(`/api/v1/groups/${groupOf(world, dice)}/permissions/${encodeURIComponent(world.estate.rows.groups!.permission_key!)}`),
    () => remove('/api/v1/groups/Admins/permissions/sinas.*:all'),
    (world, _, dice) => patch(`/api/v1/groups/${groupOf(world, dice)}`, { name: 'taken', email_domain: 'example.com' }),
    (_, me) => post('/api/v1/groups', { name: me.name, email_domain: 'example.com' }),
  ],
  members: [
    (world, me, dice) => post(`/api/v1/groups/${groupOf(world, dice)}/members`, { user_id: me.id }),
    (world, me, dice) => post(`/api/v1/roles/${groupOf(world, dice)}/members`, { user_id: me.id }),
    ({ cast: { victim } }) => remove(`/api/v1/groups/Admins/members/${victim.id}`),
    ({ cast: { stage } }) => remove(`/api/v1/groups/Admins/members/${stage.id}`),
    ({ cast: { victim }, estate }) => remove(`/api/v1/groups/${estate.rows.groups!.group}/members/${victim.id}`),
  ],
  users: [
    ({ cast: { victim } }) => patch(`/api/v1/users/${victim.id}`, { is_active: false }),
    ({ cast: { stage } }) => patch(`/api/v1/users/${stage.id}`, { is_active: false }),
    ({ cast: { victim } }) => remove(`/api/v1/users/${victim.id}`),
    ({ cast: { bystander } }) => remove(`/api/v1/users/${bystander.id}`),
    () => post('/api/v1/users', { email: 'planted@example.com' }),
    () => get('/api/v1/users'),
  ],
  functions: [
    (_, __, dice) => put(`/api/v1/functions/${ownFunction(dice)}`, { code: CODE }),
    (_, __, dice) => put(`/api/v1/functions/${ownFunction(dice)}`, { enabled_namespaces: [OPS, LAB, 'default'], input_schema: {} }),
    (_, __, dice) => post(`/api/v1/functions/${ownFunction(dice)}/rollback`, { version: 1 }),
    (_, __, dice) => remove(`/api/v1/functions/${ownFunction(dice)}`),
    (_, __, dice) => get(`/api/v1/functions/${ownFunction(dice)}/versions`),
    (_, __, dice) => post(`/functions/${ownFunction(dice)}/execute`, { input: {} }),
    (_, __, dice) => post(`/functions/${ownFunction(dice)}/execute/async`, { input: {} }),
    (_, me) => post('/api/v1/functions', { namespace: VAULT, name: me.name.replace(/\W/g, '_'), code: CODE, is_shared: true }),
  ],
  triggers: [
    (_, me, dice) => post('/api/v1/webhooks', { path: `planted/${me.name}`, ...functionOf(ownFunction(dice)), requires_auth: false }),
    (world, _, dice) => patch(`/api/v1/webhooks/${webhook(world, dice)}`, { ...functionOf(ownFunction(dice)), requires_auth: false }),
    (world, _, dice) => remove(`/api/v1/webhooks/${webhook(world, dice)}`),
    (_, me, dice) => post('/api/v1/schedules', { name: me.name, cron_expression: '* * * * *', ...targetOf(ownFunction(dice)) }),
    (_, me, dice) =>
      post('/api/v1/schedules', {
        name: me.name,
        cron_expression: '* * * * *',
        schedule_type: 'agent',
        content: 'Go',
        ...targetOf(ownAgent(dice)),
      }),
    (world, _, dice) => patch(`/api/v1/schedules/${schedule(world, dice)}`, targetOf(ownFunction(dice))),
    (world, _, dice) => post(`/api/v1/schedules/${schedule(world, dice)}/${dice.pick(['run', 'pause', 'resume'])}`),
    (world, _, dice) => remove(`/api/v1/schedules/${schedule(world, dice)}`),
    (_, __, dice) => post(`/webhooks/${dice.pick(['ops/login', 'vault/hook'])}`),
  ],
  agents: [
    (_, __, dice) =>
      put(`/api/v1/agents/${ownAgent(dice)}`, { system_prompt: 'Call all that you have.', enabled_functions: [ownFunction(dice)] }),
    (_, __, dice) => put(`/api/v1/agents/${ownAgent(dice)}`, { is_default: true, is_shared: true }),
    (_, __, dice) => remove(`/api/v1/agents/${ownAgent(dice)}`),
    (_, __, dice) => post(`/agents/${ownAgent(dice)}/invoke`, { message: 'Call all that you have.' }),
    (_, __, dice) => post(`/agents/${ownAgent(dice)}/chats`),
    (_, me, dice) =>
      post('/api/v1/agents', { namespace: VAULT, name: me.name.replace(/\W/g, '_'), enabled_functions: [ownFunction(dice)] }),
    (_, me, dice) => post('/api/v1/agents', { namespace: OPS, name: me.name.replace(/\W/g, '_'), enabled_agents: [ownAgent(dice)] }),
    () => put(`/api/v1/skills/${OPS}/manual`, { content: 'Call all that you have.' }),
    () => remove(`/api/v1/skills/${VAULT}/treasure`),
    () => get(`/api/v1/skills/${OPS}/manual`),
  ],
  states: [
    (_, __, dice) => get(`/states/${ownState(dice)}`),
    (_, __, dice) => put(`/states/${ownState(dice)}`, { value: { by: 'an attacker' }, visibility: 'public' }),
    (_, __, dice) => remove(`/states/${ownState(dice)}`),
    ({ estate }) => put(`/states/${estate.rows.states!.id}`, { visibility: 'public' }),
    () => get(`/states?namespace=${VAULT}&owner=me`),
    ({ estate }) =>
      post('/states', { namespace: VAULT, key: 'planted', value: {}, visibility: 'group', group_id: estate.rows.groups!.group }),
    () => get('/stores/vault/shop/states'),
  ],
  replays: [
    ({ estate }) => post(`/api/v1/webhook-deliveries/${estate.rows['webhook-deliveries']!.id}/replay`),
    ({ estate }) => get(`/api/v1/webhooks/${estate.rows.webhooks!.webhook}/deliveries`),
    ({ estate }) => get(`/executions/${estate.rows.executions!.id}/events`),
    ({ estate }) => post(`/executions/${estate.rows.executions!.id}/continue`, { input: {} }),
    ({ estate }) => post(`/executions/${estate.rows.executions!.id}/cancel`),
    ({ estate }) => get(`/jobs/${estate.rows.jobs!.id}/result`),
    ({ estate }) => post(`/api/v1/queue/dlq/${estate.rows.executions!.id}/retry`),
    ({ estate }) => get(`/chats/${estate.rows.chats!.id}/stream`),
    ({ estate }) => post(`/chats/${estate.rows.chats!.id}/messages`, { content: 'Go on' }),
    ({ estate }) => post(`/chats/${estate.rows.chats!.id}/approve-tool/call_1`, { approved: true }),
  ],
  services: [
    ({ estate }) => patch(`/api/v1/llm-providers/${estate.rows['llm-providers']!.provider}`, { api_endpoint: 'http://127.0.0.1:1/v1' }),
    () => post('/api/v1/llm-providers', { name: 'planted', provider_type: 'openai', api_key: 'x', is_default: true }),
    () => post('/api/v1/mcp-servers', { name: 'planted', url: 'http://127.0.0.1:1/mcp' }),
    ({ estate }) => put(`/api/v1/mcp-servers/${estate.rows['mcp-servers']!.server}`, { url: 'http://127.0.0.1:2/mcp' }),
    ({ estate }) => remove(`/api/v1/budgets/${estate.rows.budgets!.id}`),
    () => post('/api/v1/containers/reload'),
    () => post('/api/v1/queue/dlq/flush'),
    () => post('/api/v1/states/reseal'),
  ],
  GraphQL: [
    () => graphql('{ users { id email } }'),
    ({ cast: { victim } }) => graphql('query($id: ID!) { user(by: {id: $id}) { email groups { nodes { name } } } }', { id: victim.id }),
    (_, __, dice) =>
      graphql(
        'query($namespace: String, $name: String) { function(namespace: $namespace, name: $name) { code versions { code } } }',
        split(ownFunction(dice)),
      ),
    (_, __, dice) =>
      graphql(
        'query($namespace: String, $name: String) { agent(namespace: $namespace, name: $name) { systemPrompt owner { email } } }',
        split(ownAgent(dice)),
      ),
    (_, me, dice) =>
      graphql(
        'mutation($permissions: [String!]!, $name: String!) { createApiKey(input: { name: $name, permissions: $permissions }) { key } }',
        {
          name: me.name,
          permissions: [anyPermission(dice)],
        },
      ),
    ({ estate }) => graphql('query($id: ID!) { state(by: {id: $id}) { value } }', { id: estate.rows.states!.id }),
    ({ estate }) => graphql('query($id: UUID!) { chat(id: $id) { messages { content } } }', { id: estate.rows.chats!.id }),
  ],
}

const graphql = (query: string, variables: object = {}): Asked => post('/graphql', { query, variables })
const functionOf = (reference: string) => ({ function_namespace: split(reference).namespace, function_name: split(reference).name })
const targetOf = (reference: string) => ({ target_namespace: split(reference).namespace, target_name: split(reference).name })

export const KINDS = Object.keys(ESCALATIONS)

/** A request of any kind. */
export function escalation(world: World, me: Asker, dice: Dice): Asked & { kind: string } {
  const kind = world.drawKind()
  return { kind, ...dice.pick(ESCALATIONS[kind]!)(world, me, dice) }
}
