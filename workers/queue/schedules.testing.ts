// What every store must do for schedules: run by postgres.test.ts and mongo.test.ts.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { until } from '../../schema/testing/until.ts'
import type { Queue } from './index.ts'
import type { StoreUrls, TestStores } from './stores.testing.ts'

interface Fired {
  key: string | null
  data: unknown
  lateMs: number
}

async function openTicking(
  stores: TestStores,
  urls: StoreUrls,
  fired: Fired[],
  then: (queue: Queue, key: string) => Promise<void> = async () => {},
): Promise<Queue> {
  const queue = await stores.openQueue(urls)
  queue.define(
    'tick',
    async ({ key, data, runAt }) => {
      fired.push({ key, data, lateMs: Date.now() - runAt.getTime() })
      await then(queue, key!)
    },
    { concurrency: 50, attempts: 3 },
  )
  return queue
}

export function keepsSchedules(stores: () => TestStores): void {
  test('fires at the instant, once, with what was set last', async () => {
    const urls = await stores().fresh()
    const fired: Fired[] = []
    await using queue = await openTicking(stores(), urls, fired)
    await using other = await openTicking(stores(), urls, fired)
    await Promise.all([queue.start(), other.start()])
    await queue.scheduleAt('tick', 'a', new Date(Date.now() + 60_000), 'far')
    await other.scheduleAt('tick', 'a', new Date(Date.now() + 500), 'near')
    await until(() => fired.length)
    assert.deepEqual([fired[0]!.key, fired[0]!.data], ['a', 'near'])
    assert.ok(fired[0]!.lateMs >= 0 && fired[0]!.lateMs < 250, `${fired[0]!.lateMs} ms late`)
    await until(async () => (await queue.count()) === 0)
    assert.equal(fired.length, 1)
  })

  test('a change counts even when a worker already holds the job for its old time', async () => {
    const fired: Fired[] = []
    await using queue = await openTicking(stores(), await stores().fresh(), fired)
    await queue.start()
    await queue.scheduleAt('tick', 'moved', new Date(Date.now() + 700), 'old')
    await queue.scheduleAt('tick', 'dropped', new Date(Date.now() + 700), 'old')
    await sleep(350)
    const moved = new Date(Date.now() + 1_200)
    await queue.scheduleAt('tick', 'moved', moved, 'new')
    assert.equal(await queue.unschedule('dropped'), true)
    assert.equal(await queue.unschedule('dropped'), false)
    await until(() => fired.length)
    assert.ok(Date.now() >= moved.getTime())
    await until(async () => (await queue.count()) === 0)
    assert.deepEqual(
      fired.map(({ key, data }) => [key, data]),
      [['moved', 'new']],
    )
  })

  test('a job may set the next one of its own key while it runs', async () => {
    const fired: Fired[] = []
    await using queue = await openTicking(stores(), await stores().fresh(), fired, async (self, key) => {
      if (fired.length < 5) await self.scheduleAt('tick', key, new Date(Date.now() + 50), fired.length)
    })
    await queue.start()
    await queue.scheduleAt('tick', 'chain', new Date(), 0)
    await until(() => fired.length === 5)
    assert.deepEqual(
      fired.map(({ data }) => data),
      [0, 1, 2, 3, 4],
    )
  })

  test('processes that set one key at a time leave one pending job', async () => {
    const urls = await stores().fresh()
    const fired: Fired[] = []
    await using first = await openTicking(stores(), urls, fired)
    await using second = await openTicking(stores(), urls, fired)
    const when = new Date(Date.now() + 60_000)
    await Promise.all(Array.from({ length: 10 }, (_, i) => (i % 2 ? first : second).scheduleAt('tick', 'one', when, i)))
    assert.equal(await first.count(), 1)
  })

  test('a key whose pending job was cancelled can be set again', async () => {
    const fired: Fired[] = []
    await using queue = await openTicking(stores(), await stores().fresh(), fired)
    await queue.scheduleAt('tick', 'again', new Date(Date.now() + 60_000), 'first')
    const [pending] = await queue.list()
    assert.equal((await queue.cancel(pending!.id))?.status, 'cancelled')
    await queue.scheduleAt('tick', 'again', new Date(), 'second')
    await queue.start()
    await until(() => fired.length)
    assert.equal(fired[0]!.data, 'second')
  })

  test('a time that passed while no process ran fires at the start', async () => {
    const fired: Fired[] = []
    await using queue = await openTicking(stores(), await stores().fresh(), fired)
    await queue.scheduleAt('tick', 'missed', new Date(Date.now() - 3_600_000), 'missed')
    await queue.start()
    await until(() => fired.length)
    assert.ok(fired[0]!.lateMs >= 3_600_000)
  })
}
