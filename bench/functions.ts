// What a call of a function costs over HTTP with its record in the database, and as a queued job.
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { load, type Measurement, measurementOf, print, time } from './load.ts'
import type { BenchPlatform } from './platform.ts'
import { cpuBelow } from './processes.ts'

const CODE = 'def handler(input, context):\n    return {"sum": input["a"] + input["b"]}\n'
const NUMPY = 'import numpy\ndef handler(input, context):\n    return {"sum": int(numpy.add(input["a"], input["b"]))}\n'
const INPUT = { input: { a: 1, b: 2 } }
/** Queued executions that are waited for. */
const JOBS = 500

export async function benchFunctions(platform: BenchPlatform, seconds: number): Promise<void> {
  await platform.call('POST', '/api/v1/functions', { name: 'bench_add', code: CODE })
  await platform.call('POST', '/api/v1/functions', { name: 'bench_numpy', code: NUMPY })
  const rows: Measurement[] = []
  for (const connections of [1, 16]) rows.push(await loadFunction(platform, 'bench_add', connections, seconds))
  rows.push(await queuedRuns(platform))
  if (await hasNumpy(platform)) {
    for (const connections of [1, 16])
      rows.push({ ...(await loadFunction(platform, 'bench_numpy', connections, seconds)), name: 'the same with numpy' })
    const beside = 'the first one, where packages are installed'
    for (const connections of [1, 16]) rows.push({ ...(await loadFunction(platform, 'bench_add', connections, seconds)), name: beside })
  }
  print('A function over HTTP, recorded before it is answered', rows)
}

function loadFunction({ url, token }: BenchPlatform, name: string, connections: number, seconds: number): Promise<Measurement> {
  return load({
    name: `POST /functions/default/${name}/execute`,
    url: `${url}/functions/default/${name}/execute`,
    connections,
    seconds,
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify(INPUT),
  })
}

/** Installs the package, where there is an index, and calls it often enough that its set is in memory. */
async function hasNumpy({ call }: BenchPlatform): Promise<boolean> {
  const installed = await call('POST', '/api/v1/packages', { package_name: 'numpy' }).catch(() => null)
  if (!installed) return false
  const answers: { status: string }[] = []
  for (let n = 0; n < 8; n++) {
    answers.push(await call('POST', '/functions/default/bench_numpy/execute', INPUT))
    await sleep(500)
  }
  return answers.every(({ status }) => status === 'success')
}

/** From the first request until the last execution is recorded as COMPLETED; its latencies are those of the 202. */
async function queuedRuns({ call, databaseUrl }: BenchPlatform): Promise<Measurement> {
  const client = new pg.Client(databaseUrl)
  await client.connect()
  const cpu = cpuBelow(process.pid)
  const began = performance.now()
  const ids: string[] = []
  const { latencies } = await time(JOBS, 16, async () => {
    ids.push((await call('POST', '/functions/default/bench_add/execute/async', INPUT)).execution_id)
  })
  const left = `select count(*)::int as count from functions.executions where id = any($1) and status <> 'COMPLETED'`
  while ((await client.query(left, [ids])).rows[0].count > 0) await sleep(50)
  const seconds = (performance.now() - began) / 1000
  await client.end()
  const cpuMs = Math.round(((cpuBelow(process.pid) - cpu) / JOBS) * 100) / 100
  return { ...measurementOf('…/execute/async: 202, and run to its end', 16, { latencies, seconds }), cpuMs }
}
