// Executions while zygotes, sandbox workers and whole servers are killed at random. Each must end as COMPLETED, or as FAILED with a reason;
// none may run twice or be stuck; and processes, files and memory must return to where they began.
import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { memoryOf, tree } from '../bench/processes.ts'
import { type Answer, type Call, callFunctions, createFunction } from './calls.ts'
import { breakThings, tally } from './faults.ts'
import { openSoakPlatform, type SoakPlatform } from './platform.ts'
import { REPORT, type Recorder, startRecorder } from './recorder.ts'

export interface Plan {
  executions: number
  /** The second gateway runs its functions in a sandbox worker. */
  gateways: 1 | 2
  inFlight: number
  /** Mean milliseconds between two kills. */
  faultMs: number
}

/** Milliseconds after the last call until every execution must have ended. */
const SETTLE_MS = 60_000
/** MB that the servers may have grown by, once the same functions have run on them before. */
const GROWTH_MB = 150

/** Of so many kills one is that of a whole server, the others are those of Python processes. */
const SERVER_EVERY = 4

const CODE = `${REPORT}
import random, time
def handler(input, context):
    try:
        report(input, context)
    except OSError as error:
        return {"n": input["n"], "unheard": str(error)}
    time.sleep(random.random() / 50)
    return {"n": input["n"]}
`

/** @throws AssertionError that says what did not hold */
export async function soakExecutions(plan: Plan): Promise<void> {
  await using recorder = await startRecorder()
  await using platform = await openSoakPlatform(plan.gateways, {
    FUNCTION_ALLOWED_HOSTS: `127.0.0.1:${recorder.port}`,
    QUEUE_RETRY_DELAY: '1',
  })
  const target = {
    ...platform,
    urls: platform.gateways.map(({ url }) => url),
    code: CODE,
    recorder: recorder.port,
    inFlight: plan.inFlight,
  }
  await createFunction(target.urls[0]!, platform.token, CODE)
  const warmUp = await callFunctions({ ...target, from: 0, count: Math.ceil(plan.executions / 10) })
  const before = await atRest(platform)

  const faults = breakThings(platform.servers, plan.faultMs, SERVER_EVERY)
  const broken = await callFunctions({ ...target, from: warmUp.length, count: plan.executions - 2 * warmUp.length })
  const kills = await faults.stop()
  await everyExecutionEnds(platform)

  // The same servers, grown old under faults, on what they did when they were new.
  const last = await callFunctions({ ...target, from: warmUp.length + broken.length, count: warmUp.length })
  const answers = [...warmUp, ...broken, ...last]
  await everyExecutionEnds(platform)
  await accounts(platform, recorder, answers)
  const after = await atRest(platform)

  console.log({ executions: answers.length, kills, answers: tally(broken, describe), before, after })
  assert.ok(kills.server, 'a server was killed while it worked')
  assert.deepEqual(after.processes, before.processes, 'as many processes as before')
  assert.ok(after.memoryMb < before.memoryMb + GROWTH_MB, `memory grew from ${before.memoryMb} to ${after.memoryMb} MB`)
  assert.ok(
    last.every(({ status }) => status === 'success' || status === 'queued'),
    'nothing fails once nothing is killed',
  )
  await platform.stop()
  assert.deepEqual(
    platform.servers.flatMap(({ orphans }) => orphans),
    [],
    'no process outlives the one that started it',
  )
  assert.deepEqual(await readdir(platform.temporary), [], 'no temporary file is left')
}

/** With their jobs, where they have one: who holds it, and until when. */
const UNFINISHED = `select e.id, e.status, e.attempts, e.error, e.started_at, e.process_id, to_jsonb(j) as job
  from functions.executions e left join queue.agenda_jobs j on j.job_id = e.id::text where e.status not in ('COMPLETED', 'FAILED')`

async function everyExecutionEnds({ sql }: SoakPlatform): Promise<void> {
  const deadline = Date.now() + SETTLE_MS
  for (;;) {
    const left = await sql(UNFINISHED)
    if (left.length === 0) return
    if (Date.now() > deadline) assert.deepEqual(left, [], 'no execution is stuck')
    await sleep(100)
  }
}

interface Row {
  id: string
  n: number
  status: 'COMPLETED' | 'FAILED'
  reason: string | null
  error: string | null
  output: { n: number; unheard?: string } | null
}

/** Holds what callers were told and what functions reported against the rows. */
async function accounts({ sql }: SoakPlatform, { runs }: Recorder, answers: Answer[]): Promise<void> {
  const rows = await sql<Row>(
    `select id, (input_data ->> 'n')::int as n, status, reason, error, output_data as output from functions.executions`,
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  const silent = rows.filter(({ status, reason, error }) => status === 'FAILED' && !(reason && error))
  assert.deepEqual(silent, [], 'every failure has its reason')
  const twice = [...runs].filter(([, ids]) => ids.length > 1)
  assert.deepEqual(twice, [], 'nothing runs twice')
  const unknown = [...runs].filter(([, [id]]) => !byId.has(id!))
  assert.deepEqual(unknown, [], 'nothing runs without a row')
  const unheard = rows.filter(({ status, n, output }) => status === 'COMPLETED' && !output!.unheard && runs.get(n)?.length !== 1)
  assert.deepEqual(unheard, [], 'what is COMPLETED ran once')

  for (const answer of answers) {
    if (answer.status === 'unanswered' || answer.status === 'refused') continue
    const row = byId.get(answer.id)
    assert.ok(row, `an answered execution is on disk: ${JSON.stringify(answer)}`)
    if (answer.status === 'queued') continue
    const told = { status: answer.status === 'success' ? 'COMPLETED' : 'FAILED', n: answer.n, output: answer.result?.n ?? null }
    assert.deepEqual(told, { status: row.status, n: row.n, output: row.output?.n ?? null }, 'the row says what its caller was told')
  }
  const endings = tally(rows, ({ status, reason }) => (reason ? `${status} ${reason}` : status))
  console.log({ endings })
}

/** Processes and memory of all servers once they have nothing to do. */
async function atRest({ servers }: SoakPlatform): Promise<{ processes: number[]; memoryMb: number }> {
  const count = () => servers.map(({ pid }) => tree(pid).length)
  let processes = count()
  // The same for two seconds: spares and replaced zygotes come and go for a moment.
  for (let same = 0, tries = 0; same < 8 && tries < 80; tries++) {
    await sleep(250)
    const now = count()
    same = String(now) === String(processes) ? same + 1 : 0
    processes = now
  }
  return { processes, memoryMb: Math.round(servers.reduce((sum, { pid }) => sum + memoryOf(pid), 0)) }
}

const describe = ({ kind, status }: Answer): string => `${kind satisfies Call} ${status}`
