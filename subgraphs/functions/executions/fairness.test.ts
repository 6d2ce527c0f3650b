import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Caller } from '../../../schema/context.ts'
import type { SinasError } from '../../../schema/errors.ts'
import { type FunctionsUnderTest, openFunctions } from '../functions.testing.ts'

let platform: FunctionsUnderTest
let flooding: Caller
let bob: Caller

before(async () => {
  platform = await openFunctions({ SANDBOX_THREADS: '1', QUEUE_MAX_WAITING: '40' })
  flooding = await platform.user()
  bob = await platform.user()
})
after(() => platform[Symbol.asyncDispose]())

const SLOW = 'import time\ndef handler(input, context):\n    time.sleep(0.5)\n    return {}\n'
const QUICK = 'def handler(input, context):\n    return {}\n'

test('a flood is refused with 429 where the queue is full, leaves no rows of what was refused, and does not starve others', async () => {
  const slow = await platform.fn(flooding, SLOW)
  const quick = await platform.fn(bob, QUICK)
  await platform.execute(bob, quick)
  const flood = Array.from({ length: 120 }, () => platform.execute(flooding, slow).catch((error) => error))
  await new Promise((resolve) => setTimeout(resolve, 200))
  const began = performance.now()
  assert.equal((await platform.execute(bob, quick)).status, 'success')
  const waited = performance.now() - began
  const answers = await Promise.all(flood)
  const refused = answers.filter((answer): answer is SinasError => answer instanceof Error)
  assert.ok(refused.length > 0)
  for (const error of refused) {
    assert.equal(error.code, 'QUEUE_FULL')
    assert.ok(Number(error.extensions.retryAfter) >= 1)
  }
  assert.ok(answers.length - refused.length >= 40)
  assert.ok(waited < 1000, `the other user waited ${Math.round(waited)} ms`)
  const rows = await platform.run('ListExecutions', { function_name: slow, limit: 1000 }, flooding)
  assert.equal(rows.length, answers.length - refused.length)
  for (const { status } of rows) assert.equal(status, 'COMPLETED')
})
