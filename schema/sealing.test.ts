import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSealer } from './sealing.ts'

test('a sealed text opens for its own row only', () => {
  const sealer = createSealer('a key of some length')
  const sealed = sealer.seal('sk-very-secret', 'providers/1')
  assert.ok(!sealed.includes('secret'))
  assert.equal(sealer.open(sealed, 'providers/1'), 'sk-very-secret')
  assert.throws(() => sealer.open(sealed, 'providers/2'))
})

test('a changed text does not open', () => {
  const sealer = createSealer('a key of some length')
  const sealed = sealer.seal('sk-very-secret', 'providers/1')
  const last = sealed.at(-3) === 'A' ? 'B' : 'A'
  assert.throws(() => sealer.open(sealed.slice(0, -3) + last + sealed.slice(-2), 'providers/1'))
})

test('a rotated key still opens what the old one sealed, and says that it is stale', () => {
  const sealed = createSealer('the old key').seal('text', 'row')
  const rotated = createSealer('the new key, the old key')
  assert.equal(rotated.open(sealed, 'row'), 'text')
  assert.equal(rotated.isStale(sealed), true)
  assert.equal(rotated.isStale(rotated.seal('text', 'row')), false)
  assert.throws(() => createSealer('the new key').open(sealed, 'row'), /no longer holds/)
})
