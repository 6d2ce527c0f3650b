// How late schedules fire, many of them on one instant.
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { quantile } from './load.ts'
import type { BenchPlatform } from './platform.ts'

const SCHEDULES = 100
/** Minutes, each one instant at which all schedules fire. */
const INSTANTS = 2
const CODE = 'def handler(input, context):\n    return {}\n'

/** Milliseconds from the slot until its row's `$column`. */
const UNTIL = (column: string) => `select extract(epoch from ${column} - slot_at)::float8 * 1000 as late
  from triggers.slots where schedule_id = any($1) and status = 'FIRED' order by late`
const UNTIL_THE_END = `select extract(epoch from e.completed_at - s.slot_at)::float8 * 1000 as late
  from triggers.slots s join functions.executions e on e.id = s.id where s.schedule_id = any($1) and e.status = 'COMPLETED' order by late`

export async function benchCron({ databaseUrl, call }: BenchPlatform): Promise<void> {
  await call('POST', '/api/v1/functions', { name: 'bench_cron', code: CODE })
  const ids: string[] = []
  for (let i = 0; i < SCHEDULES; i++) {
    const schedule = { name: `bench ${i}`, function_name: 'bench_cron', cron_expression: '* * * * *', overlap_policy: 'parallel' }
    ids.push((await call('POST', '/api/v1/schedules', schedule)).id)
  }
  const client = new pg.Client(databaseUrl)
  await client.connect()
  const lateness = async (sql: string) => (await client.query<{ late: number }>(sql, [ids])).rows.map(({ late }) => late)
  while ((await lateness(UNTIL_THE_END)).length < SCHEDULES * INSTANTS) await sleep(500)

  console.log(`\nCron, ${SCHEDULES} schedules on one instant: milliseconds from the slot\n`)
  for (const [name, late] of [
    ['until it is claimed, for good', await lateness(UNTIL('created_at'))],
    ['until its run is stored in the queue', await lateness(UNTIL('fired_at'))],
    ['until Python has answered', await lateness(UNTIL_THE_END)],
  ] as const) {
    const [p50, p99, max] = [quantile(late, 0.5), quantile(late, 0.99), late.at(-1)!].map((value) => value.toFixed(0).padStart(6))
    console.log(`${name.padEnd(40)} p50 ${p50}   p99 ${p99}   max ${max}`)
  }
  await client.end()
  for (const id of ids) await call('DELETE', `/api/v1/schedules/${id}`)
}
