import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { createOwnership } from '../../schema/ownership/open.ts'
import { openQueue, type Queue } from './index.ts'

/** The databases to measure on, as `openQueue` takes them. */
export interface BenchStore {
  postgresUrl: string
  mongodbUrl?: string
}

/** Milliseconds. */
export interface Spread {
  p50: number
  p99: number
  max: number
}

const log = pino({ level: 'silent' })

/** A queue of a process of its own. */
async function open(store: BenchStore): Promise<Queue> {
  const ownership = createOwnership(store.postgresUrl, log)
  await ownership.start()
  const { listener, presence } = ownership
  const queue = await openQueue({ ...store, name: `bench ${randomUUID()}`, listener, presence, log })
  const close = async () => {
    await queue.close()
    await ownership.stop()
  }
  return Object.assign(queue, { [Symbol.asyncDispose]: close })
}

/**
 * Jobs a second: stored durably by `writers` callers at a time, and from the first call until the last job's result is stored.
 * @param jobs how many
 */
export async function jobsPerSecond(store: BenchStore, jobs = 3_000, writers = 50): Promise<{ enqueued: number; endToEnd: number }> {
  await using queue = await open(store)
  const name = `bench ${randomUUID()}`
  const finished = Promise.withResolvers<void>()
  let done = 0
  queue.define(name, async () => void (++done === jobs && finished.resolve()), { concurrency: 50 })
  await queue.start()
  const from = performance.now()
  let next = 0
  const write = async () => {
    while (next < jobs) await queue.enqueue(name, { n: next }, { id: `${name} ${next++}` })
  }
  await Promise.all(Array.from({ length: writers }, write))
  const enqueued = performance.now()
  await finished.promise
  return { enqueued: rate(jobs, enqueued - from), endToEnd: rate(jobs, performance.now() - from) }
}

/** From the call of `enqueue` to the first line of the handler, one job at a time. */
export async function startLatency(store: BenchStore, jobs = 200): Promise<Spread> {
  await using queue = await open(store)
  const name = `bench ${randomUUID()}`
  let started = Promise.withResolvers<void>()
  queue.define(name, async () => started.resolve(), { concurrency: 1 })
  await queue.start()
  const latencies: number[] = []
  for (let i = 0; i < jobs; i++) {
    started = Promise.withResolvers<void>()
    const from = performance.now()
    await Promise.all([
      queue.enqueue(name, {}, { id: `${name} ${i}` }),
      started.promise.then(() => latencies.push(performance.now() - from)),
    ])
  }
  return spread(latencies)
}

/** How late schedules on one instant fire, in two queues that share them. */
export async function cronLateness(store: BenchStore, schedules = 100): Promise<Spread> {
  await using first = await open(store)
  await using second = await open(store)
  const name = `bench ${randomUUID()}`
  const finished = Promise.withResolvers<void>()
  const late: number[] = []
  for (const queue of [first, second]) {
    queue.define(name, async ({ runAt }) => void (late.push(Date.now() - runAt.getTime()) === schedules && finished.resolve()), {
      concurrency: 100,
    })
    await queue.start()
  }
  await scheduleAll(first, name, schedules, new Date(Date.now() + 3_000))
  await finished.promise
  // Their rows are removed a moment later.
  while ((await first.list({ job: name, limit: 1 })).total) await sleep(20)
  return spread(late)
}

async function scheduleAll(queue: Queue, name: string, schedules: number, when: Date): Promise<void> {
  await Promise.all(Array.from({ length: schedules }, (_, i) => queue.scheduleAt(name, `${name} ${i}`, when, {})))
}

const rate = (count: number, ms: number) => Math.round((count / ms) * 1_000)

function spread(values: number[]): Spread {
  const sorted = values.sort((a, b) => a - b)
  const at = (share: number) => Number(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(1))
  return { p50: at(0.5), p99: at(0.99), max: at(1) }
}
