// What an administrator does all day, and what a careful one would not: they run everything that is there.
import type { Dice } from './dice.ts'
import { OPS, VAULT } from './estate.ts'
import { McpClient } from './mcp-client.ts'
import type { World } from './world.ts'

type Duty = (world: World, dice: Dice) => Promise<void>

interface Named {
  id: string
  namespace: string
  name: string
}

const ITEMS = { items: [3, 1, 2] }
const isSafe = ({ namespace }: { namespace: string }) => namespace !== VAULT

async function list<Row = Named>({ cast: { victim } }: World, path: string): Promise<Row[]> {
  return ((await victim.ask('GET', path)).body as Row[] | undefined) ?? []
}

const DUTIES: Record<string, Duty> = {
  async 'runs what is there'(world, dice) {
    const { victim } = world.cast
    const functions = (await list(world, '/api/v1/functions?limit=1000')).filter(isSafe)
    for (const { namespace, name } of dice.some(functions, 4)) {
      const way = dice.chance(0.2) ? 'execute/async' : 'execute'
      await victim.ask('POST', `/functions/${namespace}/${name}/${way}`, { input: ITEMS }, idempotency(dice))
    }
  },
  async 'runs their own'({ cast: { victim } }, dice) {
    for (const name of ['report', 'digest', 'colleague', 'note', 'packed'])
      await victim.ask('POST', `/functions/${OPS}/${name}/execute`, { input: ITEMS }, idempotency(dice))
  },
  async 'runs a function by GraphQL'(world, dice) {
    const { namespace, name } = dice.pick((await list(world, '/api/v1/functions?limit=1000')).filter(isSafe))
    const query =
      'mutation($namespace: String!, $name: String!) { executeFunction(input: { function: { name: { namespace: $namespace, name: $name } } }) { status } }'
    await world.cast.victim.ask('POST', '/graphql', { query, variables: { namespace, name } })
  },
  async 'talks with agents'(world, dice) {
    const { victim } = world.cast
    const agents = (await list(world, '/api/v1/agents?limit=1000')).filter(isSafe)
    for (const { namespace, name } of dice.some(agents, 2)) {
      const session = { session_key: `${dice.below(5)}`, reset: dice.chance(0.5), input: { mark: world.estate.mark } }
      const invoked = await victim.ask('POST', `/agents/${namespace}/${name}/invoke`, { message: 'Do what you are for.', ...session })
      if (invoked.status === 409) await approveAll(world)
    }
  },
  approves: approveAll,
  async 'calls webhooks'(world, dice) {
    const { victim } = world.cast
    const webhooks = (await list<{ path: string; http_method: string }>(world, '/api/v1/webhooks?limit=1000')).filter(
      ({ path }) => !path.startsWith(VAULT),
    )
    for (const { path, http_method } of dice.some(webhooks, 4))
      await victim.ask(http_method, `/webhooks/${path}`, http_method === 'GET' ? undefined : ITEMS)
  },
  async 'lets schedules run'(world, dice) {
    const schedules = await list<{ id: string; name: string }>(world, '/api/v1/schedules?limit=1000')
    for (const { id } of dice.some(
      schedules.filter(({ name }) => !name.startsWith(VAULT)),
      2,
    ))
      await world.cast.victim.ask('POST', `/api/v1/schedules/${id}/run`)
  },
  async 'repeats deliveries'(world, dice) {
    const { victim } = world.cast
    const webhook = dice.pick(Object.keys(world.estate.webhooks))
    const { id } = (await victim.ask('GET', `/api/v1/webhooks/${webhook}`)).body ?? {}
    const deliveries = await list<{ id: string }>(world, `/api/v1/webhooks/${id}/deliveries?limit=5`)
    for (const delivery of dice.some(deliveries, 1)) await victim.ask('POST', `/api/v1/webhook-deliveries/${delivery.id}/replay`)
  },
  async 'uses the MCP door'(world, dice) {
    const client = await McpClient.open(world.cast.victim)
    const tools = (await client?.tools()) ?? []
    for (const name of dice.some(
      tools.filter((tool) => tool.includes('__') && !tool.startsWith(VAULT)),
      3,
    ))
      await client!.call(name, ITEMS)
    await client?.close()
  },
  async 'edits their functions, and tries them'({ cast: { victim }, estate }, dice) {
    for (const name of dice.some(['report', 'note', 'digest', 'packed'], 2)) {
      const path = `/api/v1/functions/${OPS}/${name}`
      const before = (await victim.ask('GET', path)).body?.code
      // Code that is sent again as it was goes on to be by those who wrote it.
      const code = dice.pick(estate.code[`${OPS}/${name}`]!.filter((version) => version !== before))
      const open = { input_schema: { type: 'object' }, output_schema: { type: 'object' }, is_active: true }
      await victim.ask('PUT', path, { code, ...open })
      await victim.ask('POST', `/functions/${OPS}/${name}/execute`, { input: ITEMS })
    }
  },
  async 'puts their agents and triggers back'({ cast: { victim }, estate }, dice) {
    const back = async (method: string, of: Record<string, object>, path: string) => {
      const name = dice.pick(Object.keys(of))
      await victim.ask(method, `${path}/${name}`, of[name])
    }
    await back('PUT', estate.agents, '/api/v1/agents')
    await back('PATCH', estate.webhooks, '/api/v1/webhooks')
    await back('PATCH', estate.schedules, '/api/v1/schedules')
  },
  async 'tidies a trigger, and leaves the rest of it as it is'({ cast: { victim }, estate }, dice) {
    const webhook = `/api/v1/webhooks/${dice.pick(Object.keys(estate.webhooks))}`
    await victim.ask('PATCH', webhook, dice.pick([{ response_mode: 'sync' }, { requires_auth: true }, { description: 'tidy' }]))
    const schedule = `/api/v1/schedules/${dice.pick(Object.keys(estate.schedules))}`
    await victim.ask('PATCH', schedule, dice.pick([{ cron_expression: '*/2 * * * *' }, { timezone: 'Europe/Amsterdam' }]))
  },
  async 'corrects and shares what others made'(world, dice) {
    const { victim } = world.cast
    const others = <Row extends Named>(rows: Row[]) => rows.filter((row) => isSafe(row) && row.namespace !== OPS)
    for (const { id } of dice.some(others(await list(world, '/api/v1/functions?limit=1000')), 1)) {
      const change = dice.pick([{ is_shared: true }, { description: 'corrected' }, { timeout: 20 }, { is_active: true, is_shared: true }])
      await victim.ask('PUT', `/api/v1/functions/${id}`, change)
    }
    for (const { id } of dice.some(others(await list(world, '/api/v1/agents?limit=1000')), 1))
      await victim.ask('PUT', `/api/v1/agents/${id}`, dice.pick([{ is_shared: true }, { description: 'corrected' }, { temperature: 0.1 }]))
    for (const { namespace, name } of dice.some(others(await list(world, '/api/v1/skills?limit=1000')), 1))
      await victim.ask('PUT', `/api/v1/skills/${namespace}/${name}`, { is_shared: true })
  },
  async 'goes back to versions of others'(world, dice) {
    const { victim } = world.cast
    const functions = (await list(world, '/api/v1/functions?limit=1000')).filter((row) => isSafe(row) && row.namespace !== OPS)
    for (const { id } of dice.some(functions, 1)) {
      const versions = await list<{ version: number }>(world, `/api/v1/functions/${id}/versions`)
      if (versions.length > 0) await victim.ask('POST', `/api/v1/functions/${id}/rollback`, { version: dice.pick(versions).version })
    }
  },
  async 'goes on with what waits, and tries again what failed'(world, dice) {
    const { victim } = world.cast
    for (const { execution_id } of dice.some(await list<{ execution_id: string }>(world, '/api/v1/executions?status=AWAITING_INPUT'), 2))
      await victim.ask('POST', `/api/v1/executions/${execution_id}/continue`, { input: { go: 'on' } })
    for (const { id } of dice.some(await list<{ id: string }>(world, '/api/v1/queue/dlq'), 2))
      await victim.ask('POST', `/api/v1/queue/dlq/${id}/retry`)
  },
  async looks({ cast: { victim } }, dice) {
    for (const path of dice.some(
      ['/states', '/chats', '/api/v1/executions', '/api/v1/request-logs', '/messages', '/api/v1/users', '/jobs/x', '/openapi.json'],
      3,
    ))
      await victim.ask('GET', path)
  },
}

const PENDING = 'query { pendingApprovals(first: 100) { nodes { chatId toolCallId } } }'

async function approveAll({ cast: { victim } }: World): Promise<void> {
  const { body } = await victim.ask('POST', '/graphql', { query: PENDING })
  for (const { chatId, toolCallId } of body?.data?.pendingApprovals?.nodes ?? [])
    await victim.ask('POST', `/chats/${chatId}/approve-tool/${toolCallId}`, { approved: true })
}

/** A key that is easily guessed: an attacker asks with the same. */
const idempotency = (dice: Dice): Record<string, string> => (dice.chance(0.3) ? { 'idempotency-key': `${dice.below(3)}` } : {})

export const dutyNames = Object.keys(DUTIES)

/** Goes about the duties until it is stopped. @param done how often each was done */
export async function work(world: World, dice: Dice, signal: AbortSignal, done: Record<string, number>): Promise<void> {
  const draw = dice.deck(dutyNames)
  while (!signal.aborted) {
    const name = draw()
    await DUTIES[name]!(world, dice)
    done[name] = (done[name] ?? 0) + 1
  }
}
