// What every store must do: run by postgres.test.ts and mongo.test.ts.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createOwnership } from '../../schema/ownership/open.ts'
import { until } from '../../schema/testing/until.ts'
import type { JobRecord, Queue } from './index.ts'
import { type StoreUrls, silent, type TestStores } from './stores.testing.ts'
import type { Wakeups } from './wakeups.ts'
import { Worker } from './worker.ts'

const SOON = { delayMs: 20, factor: 1, maxMs: 20 }

function ended(queue: Queue, id: string): Promise<JobRecord> {
  return until(async () => {
    const record = await queue.get(id)
    return record && record.status !== 'queued' && record.status !== 'running' ? record : null
  })
}

export function behavesAsQueue(stores: () => TestStores): void {
  const open = (urls: StoreUrls, name: string = randomUUID()): Promise<Queue> => stores().openQueue(urls, { name })

  test('runs a job and keeps what it returned', async () => {
    await using queue = await open(await stores().fresh())
    queue.define<{ n: number }>('double', async ({ data, attempt }) => ({ doubled: data.n * 2, attempt }), { concurrency: 2 })
    await queue.start()
    const queued = await queue.enqueue('double', { n: 21 }, { id: 'one' })
    assert.equal(queued.status, 'queued')
    const record = await ended(queue, 'one')
    assert.equal(record.status, 'completed')
    assert.deepEqual(record.result, { doubled: 42, attempt: 1 })
    assert.equal(record.attempts, 1)
    assert.ok(record.createdAt <= record.startedAt! && record.startedAt! <= record.finishedAt!)
    assert.equal(await queue.get('another'), null)
  })

  test('makes one job of an id that two processes enqueue many times at once', async () => {
    const urls = await stores().fresh()
    await using first = await open(urls)
    await using second = await open(urls)
    let runs = 0
    for (const queue of [first, second]) queue.define('count', async () => ++runs, { concurrency: 5 })
    await Promise.all(Array.from({ length: 12 }, (_, i) => (i % 2 ? first : second).enqueue('count', { i }, { id: 'same' })))
    await Promise.all([first.start(), second.start()])
    await ended(first, 'same')
    await first.enqueue('count', {}, { id: 'same' })
    await first.enqueue('count', {}, { id: 'other' })
    await ended(first, 'other')
    assert.equal(runs, 2)
    assert.equal(await first.count(), 2)
  })

  test('starts a job that another process enqueued, long before its own next scan', async () => {
    const urls = await stores().fresh()
    await using sender = await open(urls)
    await using receiver = await open(urls)
    const handler = async ({ data }: { data: { at: number } }) => Date.now() - data.at
    for (const queue of [sender, receiver]) queue.define('now', handler, { concurrency: 1 })
    await receiver.start()
    const latencies: number[] = []
    for (let i = 0; i < 9; i++) {
      await sender.enqueue('now', { at: Date.now() }, { id: `now ${i}` })
      latencies.push((await ended(sender, `now ${i}`)).result as number)
    }
    assert.ok(latencies.sort((a, b) => a - b)[4]! < 300, `took ${latencies} ms`)
  })

  test('tries again with a delay, tells the end once, and keeps a dead letter that can be retried or removed', async () => {
    await using queue = await open(await stores().fresh())
    const starts: number[] = []
    const told: string[] = []
    let broken = true
    queue.define(
      'fragile',
      async ({ attempt }) => {
        starts.push(Date.now())
        if (broken) throw new Error(`attempt ${attempt} broke \0 here`)
        return 'mended'
      },
      {
        concurrency: 1,
        attempts: 3,
        backoff: { delayMs: 100, factor: 2, maxMs: 1_000 },
        exhausted: async ({ id, attempt }, error) => void told.push(`${id} ${attempt} ${error}`),
      },
    )
    await queue.start()
    await queue.enqueue('fragile', {}, { id: 'letter' })
    const dead = await ended(queue, 'letter')
    assert.equal(dead.status, 'failed')
    assert.equal(dead.attempts, 3)
    assert.equal(dead.error, 'attempt 3 broke \uFFFD here')
    assert.ok(starts[1]! - starts[0]! >= 50 && starts[2]! - starts[1]! >= 100, `started at ${starts}`)
    assert.deepEqual(told, ['letter 3 attempt 3 broke \uFFFD here'])
    assert.deepEqual(
      (await queue.list({ status: 'failed' })).map(({ id }) => id),
      ['letter'],
    )

    broken = false
    assert.equal((await queue.retry('letter'))?.status, 'queued')
    const mended = await ended(queue, 'letter')
    assert.deepEqual([mended.status, mended.result, mended.attempts, mended.error], ['completed', 'mended', 1, null])
    assert.equal(await queue.retry('letter'), null)

    broken = true
    await queue.enqueue('fragile', {}, { id: 'one try', attempts: 1 })
    assert.equal((await ended(queue, 'one try')).attempts, 1)
    assert.equal(await queue.removeDeadLetters('one try'), 1)
    assert.equal(await queue.count({ status: 'failed' }), 0)
  })

  test('tells the end of a job again until that succeeds', async () => {
    await using queue = await open(await stores().fresh())
    let told = 0
    const exhausted = async () => {
      if (++told < 3) throw new Error('the database of the record is away')
    }
    queue.define('lost', () => Promise.reject(new Error('no')), { concurrency: 1, backoff: SOON, exhausted })
    await queue.start()
    await queue.enqueue('lost', {}, { id: 'lost' })
    const record = await ended(queue, 'lost')
    assert.deepEqual([record.status, record.error, told], ['failed', 'no', 3])
  })

  test('cancels a job that waits, and stops one that runs in another process', async () => {
    const urls = await stores().fresh()
    await using asker = await open(urls)
    await using runner = await open(urls)
    let started = false
    for (const queue of [asker, runner]) {
      queue.define(
        'wait',
        async ({ signal }) => {
          started = true
          await sleep(60_000, undefined, { signal })
        },
        { concurrency: 1 },
      )
    }
    await asker.enqueue('wait', {}, { id: 'later', runAt: new Date(Date.now() + 60_000) })
    assert.equal((await asker.cancel('later'))?.status, 'cancelled')
    assert.equal(await asker.cancel('later'), null)
    await runner.start()
    await asker.enqueue('wait', {}, { id: 'running' })
    await until(() => started)
    assert.equal((await asker.cancel('running'))?.status, 'running')
    assert.equal((await ended(asker, 'running')).status, 'cancelled')
  })

  test('fails an attempt that takes longer than it may', async () => {
    await using queue = await open(await stores().fresh())
    queue.define('slow', ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))), {
      concurrency: 1,
      timeoutMs: 100,
    })
    await queue.start()
    await queue.enqueue('slow', {}, { id: 'slow' })
    const record = await ended(queue, 'slow')
    assert.deepEqual([record.status, record.error], ['failed', 'The attempt took longer than 100 ms'])
  })

  test('lets groups take turns', async () => {
    await using queue = await open(await stores().fresh())
    const order: string[] = []
    queue.define<string>('work', async ({ data }) => void order.push(data), { concurrency: 1 })
    for (let i = 0; i < 12; i++) await queue.enqueue('work', 'flood', { id: `flood ${i}`, group: 'ann' })
    for (let i = 0; i < 2; i++) await queue.enqueue('work', 'single', { id: `single ${i}`, group: 'bob' })
    await queue.start()
    await until(() => order.length === 14)
    const last = order.lastIndexOf('single')
    assert.ok(last <= 3, `order was ${order}`)
  })

  test('leaves places to other groups, however long the jobs of two of them take', async () => {
    await using queue = await open(await stores().fresh())
    const running: string[] = []
    const ended: string[] = []
    const over = Promise.withResolvers<void>()
    const work = async ({ data }: { data: string }) => {
      running.push(data)
      if (data !== 'quick') await over.promise
      ended.push(data)
    }
    queue.define<string>('work', work, { concurrency: 10, sharesPlaces: true })
    for (const group of ['ann', 'bob']) for (let i = 0; i < 20; i++) await queue.enqueue('work', group, { id: `${group} ${i}`, group })
    await queue.start()
    await until(() => running.length >= 8)
    for (let i = 0; i < 3; i++) await queue.enqueue('work', 'quick', { id: `quick ${i}`, group: 'cid' })
    await until(() => ended.length === 3)
    over.resolve()
    await until(() => ended.length === 43)
    // Who of the first two began sooner is a matter of their connections.
    assert.deepEqual([...new Set(running)].sort(), ['ann', 'bob', 'quick'])
  })

  test('waits for the time of a delayed job', async () => {
    await using queue = await open(await stores().fresh())
    queue.define('later', async ({ runAt }) => Date.now() - runAt.getTime(), { concurrency: 1 })
    await queue.start()
    await queue.enqueue('later', {}, { id: 'later', runAt: new Date(Date.now() + 700) })
    assert.ok(((await ended(queue, 'later')).result as number) >= 0)
  })

  test('lists by name and status, newest first, and counts', async () => {
    await using queue = await open(await stores().fresh())
    for (const job of ['a', 'b']) queue.define(job, async () => {}, { concurrency: 1 })
    for (let i = 0; i < 5; i++) {
      await queue.enqueue('a', i, { id: `a${i}` })
      await sleep(2)
    }
    await queue.enqueue('b', 0, { id: 'b0' })
    await queue.cancel('a1')
    const page = await queue.list({ job: 'a', status: 'queued', limit: 2, offset: 1 })
    const ids = (jobs: { id: string }[]) => jobs.map(({ id }) => id)
    assert.deepEqual(ids(page), ['a3', 'a2'])
    assert.equal(await queue.count({ job: 'a', status: 'queued' }), 4)
    const [a3, a2] = page
    await queue.enqueue('a', 6, { id: 'later' })
    assert.deepEqual(ids(await queue.list({ job: 'a', after: a3!.place })), ['a2', 'a1', 'a0'])
    assert.deepEqual(ids(await queue.list({ job: 'a', after: a3!.place, limit: 1 })), ['a2'])
    assert.deepEqual(ids(await queue.list({ job: 'a', before: a2!.place, backwards: true, limit: 2 })), ['a3', 'a4'])
    assert.deepEqual(ids(await queue.list({ job: 'a', after: a3!.place, before: (await queue.list({ job: 'a' })).at(-1)!.place })), [
      'a2',
      'a1',
    ])
    await queue.cancel('later')
    const { jobs } = await queue.stats()
    assert.deepEqual([jobs.a!.queued, jobs.a!.cancelled, jobs.b!.queued], [4, 2, 1])
    assert.ok(jobs.a!.oldestDueAt! <= new Date())
  })

  test('gives unfinished jobs back when it closes, without counting the attempt', async () => {
    const urls = await stores().fresh()
    const first = await open(urls, 'first')
    await using second = await open(urls, 'second')
    const started: string[] = []
    const handler =
      (name: string) =>
      async ({ id, signal, attempt }: { id: string; signal: AbortSignal; attempt: number }) => {
        started.push(`${name} ${id}`)
        if (name === 'second') return attempt
        await sleep(id === 'short' ? 200 : 60_000, undefined, { signal })
        return name
      }
    first.define('work', handler('first'), { concurrency: 2 })
    second.define('work', handler('second'), { concurrency: 2 })
    await first.start()
    await first.enqueue('work', {}, { id: 'short' })
    await first.enqueue('work', {}, { id: 'long' })
    await until(() => started.length === 2)
    await first.close(400)
    assert.equal((await second.get('short'))?.result, 'first')
    assert.deepEqual([(await second.get('long'))?.status, (await second.get('long'))?.attempts], ['queued', 0])
    await second.start()
    assert.equal((await ended(second, 'long')).result, 1)
  })

  test('hands out every job that it has claimed, and no more than there is room for, however many ask at once', async () => {
    const urls = await stores().fresh()
    await using queue = await open(urls)
    queue.define('many', async () => null, { concurrency: 4 })
    for (let i = 0; i < 8; i++) await queue.enqueue('many', {}, { id: `many ${i}` })
    const store = await stores().openStore(urls, randomUUID())
    const wakeups = () => ({ wake() {}, announce() {} }) as unknown as Wakeups
    const { presence } = createOwnership(urls.postgresUrl, silent)
    const worker = new Worker({ store, wakeups, presence, log: silent })
    worker.definitions.set('many', { handler: async () => null, options: { concurrency: 4, attempts: 1, backoff: SOON } })
    try {
      const asked = await Promise.all(Array.from({ length: 6 }, () => worker.claim('many', new Date())))
      const claims = asked.filter((claim) => claim !== null)
      assert.deepEqual(claims.map(({ id }) => id).sort(), ['many 0', 'many 1', 'many 2', 'many 3'])
      await worker.run(claims[0]!)
      assert.equal((await worker.claim('many', new Date()))?.id, 'many 4')
    } finally {
      await worker.close(0)
      await store.close()
    }
  })

  test('a process that is taken for dead can change nothing', async () => {
    const urls = await stores().fresh()
    const processId = randomUUID()
    const zombie = await stores().openStore(urls, processId)
    const other = await stores().openStore(urls, randomUUID())
    await zombie.insert({ id: 'job', job: 'work', data: null, runAt: null, maxAttempts: 2, group: '' })
    const [lost] = await zombie.claim('work', new Date(), 1, [])
    assert.ok(await zombie.begin(lost!))
    assert.deepEqual(await other.claim('work', new Date(), 1, []), [])
    assert.deepEqual(await other.owners(), [processId])
    assert.deepEqual(await other.takeFrom([processId]), ['work'])
    const [taken] = await other.claim('work', new Date(), 1, [])
    assert.match(taken!.error!, /stopped responding in attempt 1 of 2/)
    assert.ok(await other.begin(taken!))
    assert.equal(await zombie.settle(lost!, { status: 'completed', result: 'from the grave' }), false)
    assert.deepEqual([...(await zombie.held([lost!.token])).keys()], [])
    assert.equal(await zombie.begin(lost!), false)
    assert.ok(await other.settle(taken!, { status: 'completed', result: 'alive' }))
    const record = await other.get('job')
    assert.deepEqual([record?.result, record?.attempts], ['alive', 2])
    await Promise.all([zombie.close(), other.close()])
  })

  test('a job that a user cancelled while it ran does not run again', async () => {
    const urls = await stores().fresh()
    const processId = randomUUID()
    const store = await stores().openStore(urls, processId)
    for (const id of ['failing', 'silent']) {
      await store.insert({ id, job: id, data: null, runAt: null, maxAttempts: 5, group: '' })
      const [claim] = await store.claim(id, new Date(), 1, [])
      assert.ok(await store.begin(claim!))
      assert.equal((await store.cancel(id))?.status, 'running')
      if (id === 'failing') assert.ok(await store.settle(claim!, { status: 'queued', runAt: new Date(), error: 'no', attempts: 1 }))
      else await store.takeFrom([processId])
      assert.equal((await store.get(id))?.status, 'cancelled')
      assert.deepEqual(await store.claim(id, new Date(), 1, []), [])
    }
    await store.close()
  })

  test('forgets what is over, and not dead letters', async () => {
    const urls = await stores().fresh()
    const store = await stores().openStore(urls, randomUUID())
    for (const id of ['done', 'dead', 'waiting']) {
      await store.insert({ id, job: id, data: null, runAt: null, maxAttempts: 1, group: '' })
      const [claim] = id === 'waiting' ? [] : await store.claim(id, new Date(), 1, [])
      if (!claim) continue
      await store.begin(claim)
      await store.settle(claim, id === 'done' ? { status: 'completed', result: null } : { status: 'failed', error: 'no' })
    }
    assert.equal(await store.prune(new Date(Date.now() - 60_000)), 0)
    assert.equal(await store.prune(new Date(Date.now() + 60_000)), 1)
    assert.deepEqual((await store.list({ limit: 10, offset: 0 })).map(({ id }) => id).sort(), ['dead', 'waiting'])
    await store.close()
  })
}
