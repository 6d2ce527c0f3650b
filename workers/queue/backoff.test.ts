import assert from 'node:assert/strict'
import { test } from 'node:test'
import { backoffDelay } from './backoff.ts'

const backoff = { delayMs: 100, factor: 3, maxMs: 1_000 }

test('grows by the factor up to the maximum', () => {
  assert.deepEqual(
    [1, 2, 3, 4].map((failed) => backoffDelay(backoff, failed, () => 1)),
    [100, 300, 900, 1_000],
  )
})

test('is never less than half of that, so that jobs spread', () => {
  assert.equal(
    backoffDelay(backoff, 2, () => 0),
    150,
  )
})

test('stays finite after very many attempts', () => {
  assert.equal(
    backoffDelay(backoff, 100_000, () => 1),
    1_000,
  )
})
