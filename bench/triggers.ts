// What starts by itself: a webhook's way to Python and back, and how late schedules fire.
import pg from 'pg'
import { load, type Measurement, print, quantile } from './load.ts'
import type { BenchPlatform } from './platform.ts'

const SCHEDULES = 100
/** Minutes, each one instant at which all schedules fire. */
const INSTANTS = 2

const code = 'def handler(input, context):\n    return {"n": input.get("n")}\n'

export async function benchTriggers(platform: BenchPlatform, seconds: number): Promise<void> {
  await platform.call('POST', '/api/v1/functions', { name: 'bench_trigger', code })
  await benchWebhooks(platform, seconds)
  await benchSchedules(platform)
}

async function benchWebhooks({ url, token, call }: BenchPlatform, seconds: number): Promise<void> {
  const rows: Measurement[] = []
  const webhook = (path: string, over: object) => call('POST', '/api/v1/webhooks', { path, function_name: 'bench_trigger', ...over })
  await webhook('bench-sync', { requires_auth: false })
  await webhook('bench-login', { requires_auth: true })
  await webhook('bench-async', { requires_auth: false, response_mode: 'async' })
  const headers = { authorization: `Bearer ${token}` }
  const common = { method: 'POST', body: '{"n": 1}' } as const
  for (const connections of [1, 16, 64]) {
    const execute = `${url}/functions/default/bench_trigger/execute`
    rows.push(await load({ ...common, connections, seconds, name: 'function alone', url: execute, headers, body: '{"input": {"n": 1}}' }))
    rows.push(await load({ ...common, connections, seconds, name: 'webhook, public', url: `${url}/webhooks/bench-sync` }))
    rows.push(await load({ ...common, connections, seconds, name: 'webhook, logged in', url: `${url}/webhooks/bench-login`, headers }))
    rows.push(await load({ ...common, connections, seconds, name: 'webhook, async', url: `${url}/webhooks/bench-async` }))
  }
  print('Webhook -> Python -> answer', rows)
}

async function benchSchedules({ databaseUrl, call }: BenchPlatform): Promise<void> {
  const ids: string[] = []
  for (let i = 0; i < SCHEDULES; i++) {
    const schedule = { name: `bench ${i}`, function_name: 'bench_trigger', cron_expression: '* * * * *', overlap_policy: 'parallel' }
    ids.push((await call('POST', '/api/v1/schedules', schedule)).id)
  }
  const client = new pg.Client(databaseUrl)
  await client.connect()
  const rows = async (sql: string) => (await client.query<{ late: number }>(sql, [ids])).rows.map(({ late }) => late).sort((a, b) => a - b)
  const ended = `select extract(epoch from completed_at - s.slot_at)::float8 * 1000 as late from triggers.slots s
    join functions.executions e on e.id = s.id where s.schedule_id = any($1) and e.status = 'COMPLETED'`
  while ((await rows(ended)).length < SCHEDULES * INSTANTS) await new Promise((resolve) => setTimeout(resolve, 500))
  const slotsUntil = (column: string) =>
    rows(
      `select extract(epoch from ${column} - slot_at)::float8 * 1000 as late from triggers.slots where schedule_id = any($1) and status = 'FIRED'`,
    )
  console.log(`\nCron, ${SCHEDULES} schedules on one instant: milliseconds from the slot\n`)
  for (const [name, late] of [
    ['until it is claimed, for good', await slotsUntil('created_at')],
    ['until its run is stored in the queue', await slotsUntil('fired_at')],
    ['until Python has answered', await rows(ended)],
  ] as const) {
    const [p50, p99, max] = [quantile(late, 0.5), quantile(late, 0.99), late.at(-1)!].map((value) => value.toFixed(0).padStart(6))
    console.log(`${name.padEnd(40)} p50 ${p50}   p99 ${p99}   max ${max}`)
  }
  await client.end()
  for (const id of ids) await call('DELETE', `/api/v1/schedules/${id}`)
}
