// What must hold when processes share a store and die: run by postgres-takeover.test.ts and mongo-takeover.test.ts.
import assert from 'node:assert/strict'
import { randomInt, randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { until } from '../../schema/testing/until.ts'
import type { Queue } from './index.ts'
import { type Said, spawnWorker } from './process.testing.ts'
import type { StoreUrls, TestStores } from './stores.testing.ts'

const LEASE_SECONDS = 1.2
const BEAT_MS = 300

/** How much the store of a test can bear. */
export interface Load {
  jobs: number
  ticks: number
  /** Milliseconds between the slots of a schedule. */
  everyMs: number
  /** Most that the latest of `ticks` jobs on one instant may be late. */
  lateMs: number
}

/** A queue that only enqueues. */
async function openSender(stores: TestStores, urls: StoreUrls): Promise<Queue> {
  const queue = await stores.openQueue(urls, { name: 'sender', beatMs: 60_000 })
  queue.define('work', async () => {}, { concurrency: 1, attempts: 2 })
  queue.define('slot', async () => {}, { concurrency: 1, attempts: 5 })
  queue.define('tick', async () => {}, { concurrency: 1, attempts: 5 })
  return queue
}

const spawnNamed = (urls: StoreUrls, name: string, said: Said[]) =>
  spawnWorker({ ...urls, name, leaseSeconds: LEASE_SECONDS, beatMs: BEAT_MS }, (one) => void said.push(one))

export function survivesDeath(stores: () => TestStores, load: Load): void {
  test('two processes run each job once', async () => {
    const urls = await stores().fresh()
    const said: Said[] = []
    await using queue = await openSender(stores(), urls)
    await using _first = await spawnNamed(urls, 'first', said)
    await using _second = await spawnNamed(urls, 'second', said)
    for (let i = 0; i < load.jobs; i++) await queue.enqueue('work', { ms: 20 }, { id: `job ${i}` })
    await until(async () => (await queue.count({ status: 'completed' })) === load.jobs)
    const ended = said.filter(({ event }) => event === 'ended')
    assert.equal(ended.length, load.jobs)
    assert.equal(new Set(ended.map(({ id }) => id)).size, load.jobs)
    assert.equal(new Set(ended.map(({ worker }) => worker)).size, 2)
  })

  test('a job whose process is killed runs again in another, and is a dead letter when the last attempt is killed', async () => {
    const urls = await stores().fresh()
    const said: Said[] = []
    await using queue = await openSender(stores(), urls)
    await using first = await spawnNamed(urls, 'first', said)
    await queue.enqueue('work', { ms: 60_000 }, { id: 'long' })
    await until(() => said.some(({ event }) => event === 'started'))
    await using second = await spawnNamed(urls, 'second', said)
    await first.kill()
    const killedAt = Date.now()
    await until(() => second.said.some(({ event, attempt }) => event === 'started' && attempt === 2))
    assert.ok(Date.now() - killedAt < LEASE_SECONDS * 3_000, `taken over after ${Date.now() - killedAt} ms`)
    assert.match((await queue.get('long'))!.error!, /^The process that ran it stopped responding in attempt 1 of 2$/)

    await second.kill()
    await using third = await spawnNamed(urls, 'third', said)
    const dead = await until(async () => (await queue.list({ status: 'failed' }))[0])
    assert.deepEqual([dead.id, dead.attempts, dead.error], ['long', 2, 'The process that ran it stopped responding in attempt 2 of 2'])
    assert.deepEqual(
      third.said.map(({ event }) => event).filter((event) => event !== 'ready'),
      ['exhausted'],
    )
  })

  test('a process that was paused while another took its job over can’t overwrite the result', async () => {
    const urls = await stores().fresh()
    const said: Said[] = []
    await using queue = await openSender(stores(), urls)
    await using first = await spawnNamed(urls, 'first', said)
    await queue.enqueue('work', { ms: 300 }, { id: 'job' })
    await until(() => said.some(({ event }) => event === 'started'))
    first.process.kill('SIGSTOP')
    await using _second = await spawnNamed(urls, 'second', said)
    const record = await until(async () => {
      const job = await queue.get('job')
      return job?.status === 'completed' ? job : null
    })
    assert.equal(record.result, 'second')
    first.process.kill('SIGCONT')
    await until(() => first.said.some(({ event }) => event === 'ended'))
    // The paused process is heard to go on with its work; its next job ends after it tried to write that of the first.
    await queue.enqueue('work', { ms: 0 }, { id: 'next' })
    await until(async () => (await queue.get('next'))?.status === 'completed')
    assert.deepEqual([(await queue.get('job'))?.result, (await queue.get('job'))?.attempts], ['second', 2])
  })

  test(`${load.ticks} schedules on one instant fire once each, in two processes`, async (t) => {
    const urls = await stores().fresh()
    const said: Said[] = []
    await using queue = await openSender(stores(), urls)
    await using _first = await spawnNamed(urls, 'first', said)
    await using _second = await spawnNamed(urls, 'second', said)
    const when = new Date(Date.now() + 3_000)
    await Promise.all(Array.from({ length: load.ticks }, (_, i) => queue.scheduleAt('tick', `key ${i}`, when, {})))
    const fired = () => said.filter(({ event }) => event === 'ended')
    await until(() => fired().length === load.ticks)
    await until(async () => (await queue.count()) === 0)
    assert.equal(new Set(fired().map(({ key }) => key)).size, load.ticks)
    assert.equal(fired().length, load.ticks)
    const late = fired()
      .map(({ lateMs }) => lateMs)
      .sort((a, b) => a - b)
    t.diagnostic(`late by ${late[Math.floor(late.length / 2)]} ms at the median, ${late.at(-1)} ms at most`)
    assert.ok(late[0]! >= 0 && late.at(-1)! < load.lateMs, `late by ${late.at(-1)} ms`)
  })

  test('no slot of a schedule is lost while its processes are killed at random', async (t) => {
    const urls = await stores().fresh()
    const folder = await mkdtemp(path.join(tmpdir(), 'sinas-slots-'))
    const said: Said[] = []
    await using queue = await openSender(stores(), urls)
    const spawnAny = () => spawnNamed(urls, randomUUID(), said)
    const workers = [await spawnAny(), await spawnAny()]
    const keys = ['a', 'b', 'c']
    const from = Date.now()
    for (const key of keys) await queue.scheduleAt('slot', key, new Date(from), { slot: 0, everyMs: load.everyMs, folder })
    let kills = 0
    while (Date.now() - from < 5_000) {
      await sleep(randomInt(300, 900))
      const victim = randomInt(2)
      await workers[victim]!.kill()
      kills++
      workers[victim] = await spawnAny()
    }
    const slots = Math.floor((Date.now() - from) / load.everyMs)
    const wanted = keys.flatMap((key) => Array.from({ length: slots }, (_, slot) => `${key} ${slot}`))
    await until(async () => new Set(wanted).isSubsetOf(new Set(await readdir(folder))))
    const fired = said.map(({ key, data }) => `${key} ${data?.slot}`).filter((slot) => wanted.includes(slot))
    const again = fired.length - new Set(fired).size
    t.diagnostic(`${wanted.length} slots, ${kills} kills, ${again} slots fired a second time after one`)
    assert.ok(again <= kills * keys.length)
    for (const worker of workers) await worker.kill()
    await rm(folder, { recursive: true })
  })
}
