import { join } from 'node:path'
import { Piscina } from 'piscina'
import { COMPILE_DEADLINE_MS, WORKER_DEADLINE_MS, WORKER_MEMORY_MB, WORKER_QUEUE, WORKER_THREADS } from './limits.ts'
import type { ValidationTask, Verdict } from './validation-task.ts'

const WORKER = join(import.meta.dirname, 'validation-worker.ts')
/** Milliseconds after which a thread that has nothing to do ends. */
const IDLE_MS = 30_000

let threads: Piscina<ValidationTask, Verdict> | undefined
let waiting = 0
/** By schema, its last task: no schema occupies more than one thread. */
const lanes = new Map<string, Promise<unknown>>()

/** Runs a task in a worker thread, and ends that thread where the task takes longer than the deadline. Never rejects. */
export async function runInWorker(task: ValidationTask): Promise<Verdict> {
  if (waiting >= WORKER_QUEUE) return { fault: `${task.name} could not be checked: too much is being checked now` }
  waiting++
  const before = lanes.get(task.schema)
  const run = Promise.resolve(before).then(() => withinDeadline(task))
  lanes.set(task.schema, run)
  try {
    return await run
  } finally {
    waiting--
    if (lanes.get(task.schema) === run) lanes.delete(task.schema)
  }
}

async function withinDeadline(task: ValidationTask): Promise<Verdict> {
  threads ??= openThreads()
  const late = new AbortController()
  const deadlineMs = task.value === undefined ? COMPILE_DEADLINE_MS : WORKER_DEADLINE_MS
  const timer = setTimeout(() => late.abort(), deadlineMs)
  try {
    return await threads.run(task, { name: 'validate', signal: late.signal })
  } catch (error) {
    return { fault: `${task.name} ${reason(error, late.signal.aborted ? deadlineMs : null, task)}` }
  } finally {
    clearTimeout(timer)
  }
}

function openThreads(): Piscina<ValidationTask, Verdict> {
  const pool = new Piscina<ValidationTask, Verdict>({
    filename: WORKER,
    minThreads: 0,
    maxThreads: WORKER_THREADS,
    idleTimeout: IDLE_MS,
    // A thread asleep in Atomics.wait would not be there for `idleTimeout`.
    atomics: 'disabled',
    resourceLimits: { maxOldGenerationSizeMb: WORKER_MEMORY_MB },
    recordTiming: false,
  })
  // A thread may run out of memory when its task is already given up. Its caller has been answered; without a listener, the error would end the server.
  pool.on('error', () => undefined)
  return pool
}

function reason(error: unknown, deadlineMs: number | null, { value }: ValidationTask): string {
  const act = value === undefined ? 'could not be compiled' : 'could not be checked against its schema'
  if (deadlineMs !== null) return `${act} within ${deadlineMs} ms: simplify the schema${value === undefined ? '' : ', or send less'}`
  if ((error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY')
    return `${act} in ${WORKER_MEMORY_MB} MB of memory: simplify the schema`
  return `${act}: ${(error as Error).message}`
}
