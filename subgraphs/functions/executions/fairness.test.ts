import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Caller } from '../../../schema/context.ts'
import type { SinasError } from '../../../schema/errors.ts'
import { until } from '../../../schema/testing/until.ts'
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
  const flooded = performance.now()
  const flood = Array.from({ length: 120 }, () => platform.execute(flooding, slow).catch((error) => error))
  await new Promise((resolve) => setTimeout(resolve, 200))
  const began = performance.now()
  assert.equal((await platform.execute(bob, quick)).status, 'success')
  const waited = performance.now() - began
  const answers = await Promise.all(flood)
  const took = performance.now() - flooded
  const refused = answers.filter((answer): answer is SinasError => answer instanceof Error)
  assert.ok(refused.length > 0)
  for (const error of refused) {
    assert.equal(error.code, 'QUEUE_FULL')
    assert.ok(Number(error.extensions.retryAfter) >= 1)
  }
  assert.ok(answers.length - refused.length >= 40)
  assert.ok(waited < took / 2, `the other user waited ${Math.round(waited)} ms of ${Math.round(took)}`)
  const rows = await platform.run('ListExecutions', { function_name: slow, limit: 1000 }, flooding)
  assert.equal(rows.length, answers.length - refused.length)
  for (const { status } of rows) assert.equal(status, 'COMPLETED')
})

describe('two users whose functions sleep hold as much as they may', () => {
  const SLEEPS = 'import time\ndef handler(input, context):\n    print("up", flush=True)\n    time.sleep(120)\n    return {}\n'
  let crowded: FunctionsUnderTest
  let sleepers: Caller[]
  let carol: Caller
  before(async () => {
    crowded = await openFunctions({ SANDBOX_THREADS: '1' })
    sleepers = [await crowded.user(), await crowded.user()]
    carol = await crowded.user()
    const admin = await crowded.user('Admins')
    for (const sleeper of sleepers) {
      const name = await crowded.fn(sleeper, SLEEPS)
      for (let n = 0; n < 30; n++) {
        void crowded.execute(sleeper, name).catch(() => undefined)
        await crowded.run('ExecuteFunctionAsync', { namespace: 'default', name, input: {} }, sleeper)
      }
    }
    // 12 of 16 places for the first, then half of what is left, and by then there is something left.
    await until(async () => (await crowded.run('GetSandboxStats', {}, admin)).in_use >= 14, 'the sleepers to sleep')
  })
  after(async () => {
    const admin = await crowded.user('Admins')
    for (const { userId } of sleepers) await crowded.run('KillExecutionsOf', { user_id: userId }, admin)
    await crowded[Symbol.asyncDispose]()
  })

  test('and a third user’s call is answered in moments', async () => {
    const quick = await crowded.fn(carol, QUICK)
    const began = performance.now()
    assert.equal((await crowded.execute(carol, quick)).status, 'success')
    assert.ok(performance.now() - began < 5000, `${performance.now() - began} ms`)
  })

  test('and so is what the third has queued', async () => {
    const quick = await crowded.fn(carol, QUICK)
    const { execution_id: id } = await crowded.run('ExecuteFunctionAsync', { namespace: 'default', name: quick, input: {} }, carol)
    const began = performance.now()
    await crowded.status(carol, id, 'COMPLETED')
    assert.ok(performance.now() - began < 10_000, `${performance.now() - began} ms`)
  })
})

test('a function asks for no more time than the operator allows, and one that was saved before gets no more', async () => {
  await using strict = await openFunctions({ SANDBOX_THREADS: '1', MAX_FUNCTION_TIMEOUT: '2' })
  const user = await strict.user()
  const sleeps = 'import time\ndef handler(input, context):\n    time.sleep(60)\n    return {}\n'
  await assert.rejects(strict.fn(user, sleeps, { timeout: 3 }), (error: SinasError) => {
    assert.match(JSON.stringify(error.extensions.issues), /at most 2 seconds.*MAX_FUNCTION_TIMEOUT/)
    return true
  })
  const name = await strict.fn(user, sleeps, { timeout: 2 })
  // As it was saved when more was allowed: no operation of today does that.
  await strict.subgraph.database.query('UPDATE functions.functions SET timeout = 86400 WHERE name = $1', [name])
  const began = performance.now()
  const { error } = await strict.execute(user, name)
  assert.match(error, /longer than 2 seconds/)
  assert.ok(performance.now() - began < 20_000)
})
