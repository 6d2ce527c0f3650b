import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sizeWithin } from './size.ts'

const most = { values: 10, characters: 10 }

test('counts values and the characters of texts and names', () => {
  assert.deepEqual(sizeWithin('text', most), { values: 1, characters: 4 })
  assert.deepEqual(sizeWithin({ ab: ['c', 1, null, {}] }, most), { values: 6, characters: 3 })
})

test('stops where there is more than is wanted', () => {
  assert.equal(sizeWithin(Array(11).fill(1), most), null)
  assert.equal(sizeWithin({ a: 'x'.repeat(10) }, most), null)
  let deep: unknown = 1
  for (let i = 0; i < 100_000; i++) deep = [deep]
  assert.equal(sizeWithin(deep, most), null)
})
