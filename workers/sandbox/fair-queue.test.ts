import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SinasError } from '../../schema/errors.ts'
import { FairQueue } from './fair-queue.ts'

/** Enters for each user in turn and notes who got in. */
function crowd(queue: FairQueue) {
  const admitted: string[] = []
  const leaves: (() => void)[] = []
  const refused: unknown[] = []
  return {
    admitted,
    leaves,
    refused,
    enter: (user: string, signal?: AbortSignal) =>
      queue.enter(user, signal).then(
        (leave) => {
          admitted.push(user)
          leaves.push(leave)
        },
        (error) => refused.push(error),
      ),
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

test('lets in at once while there are places', async () => {
  const queue = new FairQueue({ permits: 4, maxQueued: 1 })
  const { enter, admitted } = crowd(queue)
  for (const user of ['a', 'b', 'c', 'd']) void enter(user)
  await settled()
  assert.deepEqual(admitted, ['a', 'b', 'c', 'd'])
  assert.deepEqual([queue.running, queue.queued], [4, 0])
})

test('takes turns between users, however many one of them sends', async () => {
  const queue = new FairQueue({ permits: 1, maxQueued: 100 })
  const { enter, admitted, leaves } = crowd(queue)
  for (let n = 0; n < 5; n++) void enter('flood')
  void enter('ada')
  void enter('ben')
  for (let n = 0; n < 7; n++) {
    await settled()
    leaves[n]!()
  }
  assert.deepEqual(admitted, ['flood', 'flood', 'ada', 'ben', 'flood', 'flood', 'flood'])
  assert.deepEqual([queue.running, queue.queued], [0, 0])
})

test('keeps a quarter of the places free of any one user', async () => {
  const queue = new FairQueue({ permits: 4, maxQueued: 100 })
  const { enter, admitted } = crowd(queue)
  for (let n = 0; n < 10; n++) void enter('flood')
  await settled()
  assert.equal(admitted.length, 3)
  void enter('ada')
  await settled()
  assert.deepEqual(admitted.slice(3), ['ada'])
})

test('two users who hold as much as they may, for as long as they like, leave places to those who come after', async () => {
  const queue = new FairQueue({ permits: 32, maxQueued: 1000 })
  const { enter, admitted } = crowd(queue)
  const counts: number[] = []
  for (const user of ['first', 'second', 'third', 'fourth', 'fifth']) {
    const before = admitted.length
    for (let n = 0; n < 40; n++) void enter(user)
    await settled()
    counts.push(admitted.length - before)
  }
  assert.deepEqual(counts, [24, 4, 2, 1, 1])
})

test('who has more than a share since others came gets no more until it has less', async () => {
  const queue = new FairQueue({ permits: 8, maxQueued: 100 })
  const { enter, admitted, leaves } = crowd(queue)
  for (let n = 0; n < 20; n++) void enter('flood')
  await settled()
  assert.equal(admitted.length, 6)
  for (let n = 0; n < 4; n++) void enter('ada')
  await settled()
  assert.deepEqual(admitted.slice(6), ['ada'])
  leaves[0]!()
  leaves[1]!()
  await settled()
  assert.deepEqual(admitted.slice(6), ['ada', 'ada'])
})

test('two users who fill the line give way to a third', async () => {
  const queue = new FairQueue({ permits: 2, maxQueued: 10 })
  const { enter, refused, admitted, leaves } = crowd(queue)
  for (let n = 0; n < 20; n++) for (const user of ['first', 'second']) void enter(user)
  await settled()
  assert.equal(queue.queued, 10)
  const before = refused.length
  void enter('third')
  await settled()
  assert.deepEqual([queue.queued, refused.length - before], [10, 1])
  for (let n = 0; n < 3; n++) {
    leaves[n]!()
    await settled()
  }
  assert.ok(admitted.includes('third'), admitted.join())
})

test('refuses when full, with the time to come back', async () => {
  const queue = new FairQueue({ permits: 1, maxQueued: 2 })
  const { enter, refused } = crowd(queue)
  for (let n = 0; n < 4; n++) void enter('flood')
  await settled()
  assert.equal(refused.length, 1)
  const [error] = refused as SinasError[]
  assert.equal(error!.code, 'QUEUE_FULL')
  assert.ok(Number(error!.extensions.retryAfter) >= 1)
})

test('when full, the longest line gives way to a user with a shorter one', async () => {
  const queue = new FairQueue({ permits: 1, maxQueued: 3 })
  const { enter, refused, admitted, leaves } = crowd(queue)
  for (let n = 0; n < 4; n++) void enter('flood')
  void enter('ada')
  await settled()
  assert.equal(refused.length, 1)
  leaves[0]!()
  await settled()
  leaves[1]!()
  await settled()
  assert.deepEqual(admitted, ['flood', 'flood', 'ada'])
})

test('who gives up waiting leaves the line', async () => {
  const queue = new FairQueue({ permits: 1, maxQueued: 3 })
  const { enter, refused, admitted, leaves } = crowd(queue)
  const patience = new AbortController()
  void enter('a')
  void enter('b', patience.signal)
  void enter('c')
  patience.abort(new Error('enough'))
  await settled()
  assert.equal((refused[0] as Error).message, 'enough')
  leaves[0]!()
  await settled()
  assert.deepEqual(admitted, ['a', 'c'])
})

test('a place is given back once, and more places let more in', async () => {
  const queue = new FairQueue({ permits: 1, maxQueued: 10 })
  const { enter, leaves } = crowd(queue)
  for (const user of ['a', 'b', 'c']) void enter(user)
  await settled()
  leaves[0]!()
  leaves[0]!()
  await settled()
  assert.deepEqual([queue.running, queue.queued], [1, 1])
  queue.resize(2)
  await settled()
  assert.deepEqual([queue.running, queue.queued], [2, 0])
})

test('closing refuses all who wait', async () => {
  const queue = new FairQueue({ permits: 1, maxQueued: 10 })
  const { enter, refused } = crowd(queue)
  for (const user of ['a', 'b', 'c']) void enter(user)
  queue.close(new SinasError('UNAVAILABLE', { what: 'It', reason: 'closing' }))
  await settled()
  assert.deepEqual(
    refused.map((error) => (error as SinasError).code),
    ['UNAVAILABLE', 'UNAVAILABLE'],
  )
})
