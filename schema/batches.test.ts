import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { inBatches } from './batches.ts'

test('calls that come while one is under way share the next, each with its own answer', async () => {
  const batches: number[][] = []
  const double = inBatches(async (items: number[]) => {
    batches.push(items)
    await delay(5)
    return items.map((item) => item * 2)
  })
  assert.deepEqual(await Promise.all([1, 2, 3].map(double)), [2, 4, 6])
  assert.deepEqual(batches, [[1], [2, 3]])
})

test('none fails for another', async () => {
  const run = inBatches(async (items: number[]) => {
    await delay(1)
    if (items.includes(3)) throw new RangeError('three')
    return items
  })
  const [one, two, three, four] = await Promise.allSettled([1, 2, 3, 4].map(run))
  assert.deepEqual(
    [one, two, four],
    [1, 2, 4].map((value) => ({ status: 'fulfilled', value })),
  )
  assert.ok(three!.status === 'rejected' && three!.reason instanceof RangeError)
  assert.equal(await run(5), 5)
})

test('what is long goes alone, and what is short does not wait with it', async () => {
  const batches: string[][] = []
  const run = inBatches(
    async (items: string[]) => {
      batches.push(items)
      await delay(1)
      return items
    },
    (item) => item.length,
  )
  const long = 'x'.repeat(2 ** 18)
  await Promise.all(['a', 'b', long, 'c', 'd'].map(run))
  assert.deepEqual(batches, [['a'], ['b'], [long], ['c', 'd']])
})
