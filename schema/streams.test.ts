import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cancellable, endWithErrors } from './streams.ts'

test('a generator that waits is told at once when its consumer leaves', async () => {
  let told = false
  const stream = cancellable<number>(async function* (signal) {
    yield 1
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
    told = true
  })
  assert.deepEqual(await stream.next(), { done: false, value: 1 })
  const waiting = stream.next()
  await stream.return?.()
  assert.equal((await waiting).done, true)
  assert.equal(told, true)
})

test('a signal from outside ends the generator', async () => {
  const outer = new AbortController()
  const stream = cancellable<number>(async function* (signal) {
    yield 1
    await new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))))
  }, outer.signal)
  await stream.next()
  const waiting = stream.next()
  outer.abort()
  assert.equal((await waiting).done, true)
})

test('a source that throws ends with an event that has errors', async () => {
  async function* source() {
    yield { data: { n: 1 } }
    throw new Error('the database password is hunter2')
  }
  const events = await Array.fromAsync(endWithErrors(source(), (event) => event))
  assert.equal(events.length, 2)
  assert.equal(events[1]!.errors?.length, 1)
})
