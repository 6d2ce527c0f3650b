// The queue alone, on PostgreSQL.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { pino } from 'pino'
import { createOwnership } from '../schema/ownership/open.ts'
import { openQueue, type Queue } from '../workers/queue/index.ts'
import type { BenchPlatform } from './platform.ts'

/** Milliseconds. */
interface Spread {
  p50: number
  p99: number
  max: number
}

const log = pino({ level: 'silent' })

export async function benchQueue({ databaseUrl }: BenchPlatform): Promise<void> {
  const postgresUrl = await ownDatabase(databaseUrl)
  const { enqueued, endToEnd } = await jobsPerSecond(postgresUrl)
  console.log('\nThe queue alone, on PostgreSQL\n')
  console.log(`${enqueued} jobs a second stored, ${endToEnd} a second stored and run`)
  const line = (what: string, { p50, p99, max }: Spread) => console.log(`${what}: p50 ${p50}, p99 ${p99}, at most ${max} ms`)
  line('from enqueue to the first line of the handler', await startLatency(postgresUrl))
  line('100 schedules on one instant, two processes: late by', await cronLateness(postgresUrl))
}

/** A queue of a process of its own. */
async function open(postgresUrl: string): Promise<Queue> {
  const ownership = createOwnership(postgresUrl, log)
  await ownership.start()
  const { listener, presence } = ownership
  const queue = await openQueue({ postgresUrl, name: `bench ${randomUUID()}`, listener, presence, log })
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
async function jobsPerSecond(postgresUrl: string, jobs = 3_000, writers = 50): Promise<{ enqueued: number; endToEnd: number }> {
  await using queue = await open(postgresUrl)
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
async function startLatency(postgresUrl: string, jobs = 200): Promise<Spread> {
  await using queue = await open(postgresUrl)
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
async function cronLateness(postgresUrl: string, schedules = 100): Promise<Spread> {
  await using first = await open(postgresUrl)
  await using second = await open(postgresUrl)
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
  while (await first.count({ job: name })) await sleep(20)
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

/** A new database on the same server: jobs of a benchmark are not for the platform's own workers. */
async function ownDatabase(databaseUrl: string): Promise<string> {
  const client = new pg.Client(databaseUrl)
  await client.connect()
  await client.query('create database bench_queue')
  await client.end()
  const url = new URL(databaseUrl)
  url.pathname = '/bench_queue'
  return url.href
}
