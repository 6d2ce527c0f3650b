// Executions under faults:  node subgraphs/functions/soak.ts 10000
// Two processes run them, half at once and half as jobs, while zygotes and whole processes are killed at random. In the end each must have
// ended with a result or a reason, none twice, and nothing may be left behind.
import { execFileSync } from 'node:child_process'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { until } from '../../schema/testing/until.ts'
import { openFunctions } from './functions.testing.ts'
import { type OtherProcess, startOther } from './other-process.testing.ts'

const COUNT = Number(process.argv[2] ?? 10_000)
const IN_FLIGHT = 24
/** Milliseconds between faults. */
const FAULT_MS = 1_500
const CODE = `
import random, time
def handler(input, context):
    print("ran")
    time.sleep(random.random() / 30)
    if random.random() < 0.02:
        raise RuntimeError("a failure of its own")
    return {"n": input["n"]}
`

const platform = await openFunctions({ QUEUE_RETRY_DELAY: '1', QUEUE_FUNCTION_CONCURRENCY: '1' })
const ada = await platform.user()
const name = await platform.fn(ada, CODE)
const start = () => startOther(platform.platform.databaseUrl, { QUEUE_RETRY_DELAY: '1' })
const others: OtherProcess[] = await Promise.all([start(), start()])
const faults = { zygote: 0, process: 0 }
const refused = new Map<string, number>()
const processesBefore = pythons()

let left = COUNT
let settled = false
const began = performance.now()
const calls = Array.from({ length: IN_FLIGHT }, async (_, lane) => {
  while (left > 0) {
    const operation = lane % 2 === 0 ? 'ExecuteFunction' : 'ExecuteFunctionAsync'
    const order = { namespace: 'default', name, input: { n: left-- } }
    // What the client of a killed process sees is not what is judged: its row is.
    await others[lane % others.length]!.run(operation, order, ada).catch(async (error: Error) => {
      refused.set(error.message, (refused.get(error.message) ?? 0) + 1)
      left++
      await sleep(200)
    })
  }
})
const breaking = (async () => {
  while (!settled) {
    await sleep(FAULT_MS * Math.random() * 2)
    const victim = Math.floor(Math.random() * others.length)
    if (Math.random() < 0.7) faults.zygote += killOne(others[victim]!.child.pid!)
    else {
      faults.process++
      await others[victim]!.kill()
      others[victim] = await start()
    }
  }
})()

await Promise.all(calls)
settled = true
await breaking
const { database } = platform.subgraph
const unfinished = `select id from functions.executions where status in ('PENDING', 'RUNNING', 'AWAITING_INPUT')`
await until(async () => (await database.query(unfinished)).length === 0, 'every execution to end', 120).catch((error) =>
  console.log(error.message),
)
const seconds = (performance.now() - began) / 1000

const endings = await database.query(
  'select status, reason, attempts, count(*)::int as count, count(error)::int as errors from functions.executions group by 1, 2, 3 order by 4 desc',
)
const twice = await database.query(
  `select e.id from functions.executions e join functions.log_entries l on l.execution_id = e.id where l.text = E'ran\\n'
   group by e.id, e.attempts having count(*) > e.attempts`,
)
const silent = await database.query(`select id from functions.executions where status = 'FAILED' and (error is null or reason is null)`)
const stuck = await database.query(unfinished)
await until(() => pythons() <= processesBefore, 'the processes of executions to be gone').catch((error) => console.log(error.message))
console.log({ executions: COUNT, seconds: Math.round(seconds), faults, refused: Object.fromEntries(refused) })
console.table(endings)
console.log({
  twice: twice.length,
  withoutReason: silent.length,
  stuck: stuck.length,
  pythonBefore: processesBefore,
  pythonAfter: pythons(),
})
await Promise.all(others.map((other) => other.stop()))
await platform[Symbol.asyncDispose]()
process.exit(twice.length + silent.length + stuck.length > 0 ? 1 : 0)

/** Kills one of the Python processes that a process of ours has started. */
function killOne(parent: number): number {
  const below = descendants(parent)
  const pid = below[Math.floor(Math.random() * below.length)]
  if (pid === undefined) return 0
  try {
    process.kill(pid, 'SIGKILL')
    return 1
  } catch {
    return 0
  }
}

function descendants(root: number): number[] {
  const rows = processes()
  const found = new Set([root])
  for (const { pid, parent } of rows) if (found.has(parent)) found.add(pid)
  return rows.filter(({ pid, command }) => pid !== root && found.has(pid) && command.includes('python')).map(({ pid }) => pid)
}

/** Python processes below this one. */
function pythons(): number {
  return descendants(process.pid).length
}

function processes(): { pid: number; parent: number; command: string }[] {
  return execFileSync('ps', ['-eo', 'pid=,ppid=,comm='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => {
      const [pid, parent, ...command] = line.trim().split(/\s+/)
      return { pid: Number(pid), parent: Number(parent), command: command.join(' ') }
    })
}
