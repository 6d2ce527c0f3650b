import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLog } from './log.ts'
import { repeat } from './repeat.ts'

const options = { everyMs: 5, log: createLog('silent'), failure: 'a round failed' }

test('rounds follow each other, one at a time, also after one that failed', async () => {
  let atWork = 0
  let rounds = 0
  const enough = Promise.withResolvers<void>()
  const stop = repeat(async () => {
    assert.equal(++atWork, 1)
    // Longer than the time between two.
    await new Promise((resolve) => setTimeout(resolve, 12))
    atWork--
    if (++rounds === 4) enough.resolve()
    if (rounds % 2) throw new Error('odd')
  }, options)
  const awake = setInterval(() => {}, 1000)
  await enough.promise
  await stop()
  clearInterval(awake)
  assert.equal(atWork, 0)
})

test('stopping tells a round to hurry, and waits for it', async () => {
  const begun = Promise.withResolvers<void>()
  let ended = false
  const stop = repeat(async (signal) => {
    begun.resolve()
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
    ended = true
  }, options)
  const awake = setInterval(() => {}, 1000)
  await begun.promise
  await stop()
  clearInterval(awake)
  assert.ok(ended)
})
