import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LocalRateLimit } from './local-rate-limit.ts'

const RATE = { requests: 3, seconds: 60 }

test('all of a quota may come at once, then it comes back evenly', () => {
  const limit = new LocalRateLimit()
  const waits = [0, 0, 0, 0, 10_000, 20_000, 20_000].map((now) => limit.take('a', RATE, now))
  assert.deepEqual(waits, [0, 0, 0, 20, 10, 0, 20])
})

test('one that is refused takes nothing, and keys are counted apart', () => {
  const limit = new LocalRateLimit()
  for (let i = 0; i < 100; i++) limit.take('a', RATE, 0)
  assert.equal(limit.take('a', RATE, 20_000), 0)
  assert.equal(limit.take('b', RATE, 0), 0)
})

test('a flood of keys is not remembered without end, and costs the last ones nothing', () => {
  const limit = new LocalRateLimit()
  for (let i = 0; i < 3; i++) limit.take('kept', RATE, 1)
  for (let i = 0; i < 99_999; i++) limit.take(`key ${i}`, RATE, 2)
  assert.ok(limit.take('kept', RATE, 3) > 0)
  for (let i = 0; i < 2; i++) limit.take(`more ${i}`, RATE, 4)
  assert.equal(limit.take('kept', RATE, 5), 0, 'the one that was used longest ago is forgotten')
  assert.equal(limit.take('key 99998', { requests: 1, seconds: 60 }, 5), 20)
})
