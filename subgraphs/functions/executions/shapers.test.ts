// A run may do no more than its user, less what anyone who shaped it could not do to the user's things.
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Caller } from '../../../schema/context.ts'
import type { SinasError } from '../../../schema/errors.ts'
import { administrator } from '../../../schema/testing/platform.ts'
import { until } from '../../../schema/testing/until.ts'
import { type FunctionsUnderTest, openFunctions } from '../functions.testing.ts'
import { type OtherProcess, startOther } from '../other-process.testing.ts'

/** One queued run at a time in each process, tried once. */
const SETTINGS = { QUEUE_FUNCTION_CONCURRENCY: '1', QUEUE_MAX_RETRIES: '1' }

let platform: FunctionsUnderTest
let other: OtherProcess
let admin: Caller
let ada: Caller
let bob: Caller

before(async () => {
  platform = await openFunctions(SETTINGS)
  other = await startOther(platform.platform.databaseUrl, SETTINGS)
  ;[admin, ada, bob] = await Promise.all([platform.user('Admins'), platform.user(), platform.user()])
})
after(async () => {
  await other.stop()
  await platform[Symbol.asyncDispose]()
})

const code = (expected: string) => (error: SinasError) => error.code === expected
/** Few may wait for input at a time. */
afterEach(async () => {
  const waiting = await platform.run('ListExecutions', { status: 'AWAITING_INPUT' }, admin)
  await Promise.all(waiting.map(({ id }: any) => platform.run('CancelExecution', { id }, admin)))
})

/** Hands out the token of its run, which lasts for as long as it waits for input. */
const LEAK = 'def handler(input, context):\n    yield {"prompt": context["access_token"]}\n    return {}\n'
const leak = (owner: Caller, more: Record<string, unknown> = {}) => platform.fn(owner, LEAK, more)
const change = (editor: Caller, name: string, more: object) =>
  platform.run('UpdateFunction', { namespace: 'default', name, ...more }, editor)

/** Who a token speaks for, as the gateway finds it out. */
async function holderOf(token: string): Promise<Caller | null> {
  const { caller } = (await platform.run('Authenticate', { credential: token })).authentication ?? { caller: null }
  if (!caller || !(await platform.run('ExecutionIsLive', { id: caller.executionId })).isLive) return null
  return caller
}

/** Starts a run that gives its token away. */
async function leaked(user: Caller, name: string): Promise<{ id: string; token: string; caller: Caller }> {
  const { result, error, execution_id: id } = await platform.execute(user, name)
  assert.equal(error, null)
  const caller = await holderOf(result.prompt)
  assert.ok(caller)
  return { id, token: result.prompt, caller }
}

const may = async (caller: Caller | null, permission: string): Promise<boolean> =>
  (await platform.run('CheckPermissions', { permissions: [permission] }, caller)).result
/** What the token of a run may. */
const mayRunOf = async (user: Caller, name: string, permission: string) => may((await leaked(user, name)).caller, permission)
const shapersOf = async (user: Caller, name: string) => ((await leaked(user, name)).caller.shapers ?? []).map(({ userId }) => userId)

/** A user with this beside what every user may. */
async function holder(permission: string, group = `g ${crypto.randomUUID()}`): Promise<Caller> {
  const user = await platform.user()
  await platform.run('CreateGroup', { name: group }, admin)
  await platform.run('SetGroupPermission', { group, permission_key: permission, permission_value: true }, admin)
  await platform.run('AddGroupMember', { group, user_id: user.userId }, admin)
  return (await platform.run('CallerById', { user_id: user.userId })).caller
}

describe('the token of a run', () => {
  test('of one’s own code may all that one may', async () => {
    assert.equal(await mayRunOf(ada, await leak(ada), 'sinas.states.read:own'), true)
    assert.equal(await mayRunOf(admin, await leak(admin), 'sinas.users.delete:all'), true)
    assert.deepEqual(await shapersOf(ada, await leak(ada)), [])
  })

  test('of an administrator’s code may what its user may', async () => {
    const name = await leak(admin)
    const user = await holder(`sinas.functions/default/${name}.execute:all`)
    assert.equal(await mayRunOf(user, name, 'sinas.states.read:own'), true)
    assert.equal(await mayRunOf(user, name, 'sinas.users.delete:all'), false)
  })

  test('of a plain user’s code may nothing to the things of an administrator who runs it', async () => {
    const name = await leak(bob)
    for (const permission of ['sinas.states.read:own', 'sinas.api_keys.create:own', 'sinas.functions.create:own', 'sinas.users.read:all']) {
      assert.equal(await mayRunOf(admin, name, permission), false, permission)
    }
    assert.deepEqual(await shapersOf(admin, name), [bob.userId])
  })

  test('of code whose author holds a permission for the things of all users may that, and nothing beside it', async () => {
    const reader = await holder('sinas.states.read:all')
    const name = await leak(reader)
    assert.equal(await mayRunOf(admin, name, 'sinas.states.read:own'), true)
    assert.equal(await mayRunOf(admin, name, 'sinas.states.delete:own'), false)
  })

  test('is judged live: what an author loses, everything that they wrote loses', async () => {
    const group = `operators ${crypto.randomUUID()}`
    const author = await holder('sinas.users.read:all', group)
    const { caller, token } = await leaked(admin, await leak(author))
    assert.equal(await may(caller, 'sinas.users.read:all'), true)
    await platform.run('RemoveGroupMember', { group, user_id: author.userId }, admin)
    assert.equal(await may(await holderOf(token), 'sinas.users.read:all'), false)
    await platform.run('AddGroupMember', { group, user_id: author.userId }, admin)
    assert.equal(await may(await holderOf(token), 'sinas.users.read:all'), true)
    await platform.run('UpdateUser', { id: author.userId, is_active: false }, administrator())
    assert.equal(await may(await holderOf(token), 'sinas.users.read:all'), false)
  })

  test('of code that an API key saved may no more than the key, and nothing once the key is revoked', async () => {
    const permissions = { 'sinas.functions.create:own': true, 'sinas.functions.execute:own': true, 'sinas.states.read:own': true }
    const key = await platform.run('CreateApiKey', { name: 'narrow', permissions }, admin)
    const { caller: byKey } = (await platform.run('Authenticate', { credential: key.key })).authentication!
    const name = await leak(byKey)
    const { token, caller } = await leaked(admin, name)
    assert.equal(await may(caller, 'sinas.states.read:own'), true)
    assert.equal(await may(caller, 'sinas.users.read:all'), false)
    await platform.run('RevokeApiKey', { id: key.id }, admin)
    assert.equal(await may(await holderOf(token), 'sinas.states.read:own'), false)
  })
})

describe('who shapes a run', () => {
  test('who replaced the code alone; who sent it as it was, or changed what else shapes it, beside the others', async () => {
    const editor = await holder('sinas.functions.update:all')
    const name = await leak(ada)
    assert.deepEqual(await shapersOf(admin, name), [ada.userId])
    await change(editor, name, { description: 'x', icon: 'x', timeout: 60, is_active: true })
    assert.deepEqual(await shapersOf(admin, name), [ada.userId])
    await change(editor, name, { output_schema: { type: 'object', title: 'x' } })
    assert.deepEqual(await shapersOf(admin, name), [ada.userId, editor.userId])
    await change(editor, name, { code: `${LEAK}# mine\n` })
    assert.deepEqual(await shapersOf(admin, name), [editor.userId])
    await change(ada, name, { code: `${LEAK}# mine\n` })
    assert.deepEqual(await shapersOf(admin, name), [editor.userId, ada.userId])
    const query = 'query ($name: String!) { function(by: { name: { namespace: "default", name: $name } }) { authors { id } } }'
    const { function: fn } = await platform.platform.run(platform.subgraph, query, { name }, ada)
    assert.deepEqual(
      fn.authors.map(({ id }: any) => id),
      [editor.userId, ada.userId],
    )
  })

  test('a rollback brings back the authors of the version, and adds who rolled back', async () => {
    const editor = await holder('sinas.functions.update:all')
    const name = await leak(ada)
    await change(editor, name, { code: `${LEAK}# 2\n` })
    await platform.run('RollbackFunction', { namespace: 'default', name, version: 1 }, editor)
    assert.deepEqual(await shapersOf(admin, name), [ada.userId, editor.userId])
  })

  test('the shapers of the run that saved the code', async () => {
    const { caller: shaped } = await leaked(admin, await leak(await holder('sinas.*:all')))
    const [shaper] = shaped.shapers!
    const name = await leak(shaped)
    const user = await holder(`sinas.functions/default/${name}.execute:all`)
    assert.deepEqual(await shapersOf(user, name), [admin.userId, shaper!.userId])
  })

  test('two changes at once do not mix the code of one with the authors of the other', async () => {
    const editor = await holder('sinas.functions.update:all')
    for (let round = 0; round < 5; round++) {
      const name = await leak(ada)
      await Promise.allSettled([
        change(editor, name, { code: `${LEAK}# editor\n` }),
        change(ada, name, { input_schema: { type: 'object', title: `${round}` } }),
      ])
      const { code: now } = await platform.run('GetFunction', { namespace: 'default', name }, ada)
      const authors = await shapersOf(admin, name)
      assert.equal(authors.includes(editor.userId), now.includes('editor'), JSON.stringify({ now, authors }))
    }
  })

  test('authors of all that it calls, and of nothing that it may not call', async () => {
    const space = `s_${crypto.randomUUID().slice(0, 8)}`
    const save = (owner: Caller, name: string, source: string) => leak(owner, { namespace: space, name, code: source })
    const run = async (user: Caller, name: string) => {
      const answer = await platform.run('ExecuteFunction', { namespace: space, name }, user)
      return { ...answer, caller: answer.result?.prompt && (await holderOf(answer.result.prompt)) }
    }
    await save(bob, 'inner', 'def handler(input, context):\n    return {"r": 1}\n')
    const outer = await holder(`sinas.functions/${space}/inner.execute:all`)
    await save(outer, 'outer', 'def handler(input, context):\n    return inner({})\n')
    await save(
      admin,
      'entry',
      'def handler(input, context):\n    yield {"prompt": context["access_token"], "schema": {"title": str(outer({}))}}\n',
    )
    const chain = await run(admin, 'entry')
    assert.deepEqual(new Set(chain.caller.shapers.map(({ userId }: Caller) => userId)), new Set([outer.userId, bob.userId]))
    assert.equal(await may(chain.caller, 'sinas.states.read:own'), false)

    // Who may execute the first two, and not the third: it is not loaded, and the second hears why.
    const user = await holder(`sinas.functions/${space}/entry.execute:all`)
    assert.match((await run(user, 'entry')).error, /outer\.execute:all is required/)
    await save(admin, 'quiet', 'def handler(input, context):\n    yield {"prompt": context["access_token"]}\n    return outer({})\n')
    const quiet = await holder(`sinas.functions/${space}/quiet.execute:all`)
    assert.deepEqual(
      (await run(quiet, 'quiet')).caller.shapers.map(({ userId }: Caller) => userId),
      [admin.userId],
    )
  })

  test('a call passes only where the authors of all code on the way to it might make it', async () => {
    const space = `s_${crypto.randomUUID().slice(0, 8)}`
    const save = (owner: Caller, name: string, source: string) => platform.fn(owner, source, { namespace: space, name })
    const run = (user: Caller, name: string) => platform.run('ExecuteFunction', { namespace: space, name }, user)
    await save(ada, 'inner', 'def handler(input, context):\n    return {"r": "inner"}\n')
    await save(admin, 'middle', 'def handler(input, context):\n    return inner({})\n')
    const author = await holder(`sinas.functions/${space}/middle.execute:all`)
    await save(author, 'entry', 'def handler(input, context):\n    return middle({})\n')
    assert.deepEqual((await run(admin, 'middle')).result, { r: 'inner' })
    assert.match((await run(admin, 'entry')).error, /inner\.execute:all, held by everyone who shaped this run, is required/)
  })

  test('an administrator’s run of a user’s function calls that user’s other functions', async () => {
    const space = `s_${crypto.randomUUID().slice(0, 8)}`
    await platform.fn(bob, 'def handler(input, context):\n    return {"r": 1}\n', { namespace: space, name: 'inner' })
    await platform.fn(bob, 'def handler(input, context):\n    return inner({})\n', { namespace: space, name: 'entry' })
    assert.deepEqual((await platform.run('ExecuteFunction', { namespace: space, name: 'entry' }, admin)).result, { r: 1 })
    const { caller } = await leaked(admin, await leak(bob))
    assert.equal((await platform.run('ExecuteFunction', { namespace: space, name: 'entry' }, caller)).status, 'success')
    await assert.rejects(platform.execute(caller, await leak(admin)), /held by everyone who shaped this run/)
  })
})

describe('what a run starts', () => {
  test('is shaped by everyone who shaped the run, each once, however often it goes round', async () => {
    const reader = await holder('sinas.functions.execute:all')
    const [first, second] = [await leak(reader), await leak(bob)]
    const one = await leaked(admin, first)
    const two = await leaked(one.caller, second)
    const three = await leaked(two.caller, second)
    const ids = (caller: Caller) => caller.shapers!.map(({ userId }) => userId)
    assert.deepEqual(ids(one.caller), [reader.userId])
    assert.deepEqual(ids(two.caller), [reader.userId, bob.userId])
    assert.deepEqual(ids(three.caller), [reader.userId, bob.userId])
    await assert.rejects(leaked(two.caller, first), /held by everyone who shaped this run/, 'bob may not execute it')
  })

  test('does it when it is queued too, in whatever process, with what they may do by then', async () => {
    const author = await holder('sinas.functions.execute:all')
    const name = await leak(bob)
    const { caller } = await leaked(admin, await leak(author))
    const queued = async (at: FunctionsUnderTest['run'] | OtherProcess['run']) => {
      const { execution_id: id } = (await at('ExecuteFunctionAsync', { namespace: 'default', name }, caller)) as any
      return platform.status(admin, id, 'AWAITING_INPUT', 'FAILED')
    }
    for (const at of [platform.run, other.run]) {
      const row = await queued(at)
      const run = await holderOf(row.input_prompt)
      assert.deepEqual(
        run!.shapers!.map(({ userId }) => userId),
        [author.userId, bob.userId],
      )
    }
    await platform.run('UpdateUser', { id: author.userId, is_active: false }, administrator())
    const row = await queued(platform.run)
    assert.deepEqual([row.status, row.reason], ['FAILED', 'refused'])
    assert.match(row.error, /held by everyone who shaped this run/)
  })

  test('is not run where its function was deleted meanwhile, whatever has its name by then', async () => {
    const blocker = await platform.fn(ada, 'import time\ndef handler(input, context):\n    time.sleep(60)\n')
    const enqueue = (of: string) => platform.run('ExecuteFunctionAsync', { namespace: 'default', name: of }, ada)
    const blockers = await Promise.all([enqueue(blocker), enqueue(blocker)])
    for (const { execution_id: id } of blockers) await platform.status(ada, id, 'RUNNING')
    const name = await platform.fn(ada, 'def handler(input, context):\n    return {"by": "ada"}\n')
    const { execution_id: id } = await enqueue(name)
    await platform.run('DeleteFunction', { namespace: 'default', name }, ada)
    await platform.fn(bob, 'def handler(input, context):\n    return {"by": "bob"}\n', { name })
    for (const { execution_id } of blockers) await platform.run('CancelExecution', { id: execution_id }, ada)
    const row = await platform.status(ada, id, 'FAILED', 'COMPLETED')
    assert.deepEqual([row.status, row.reason, row.output_data], ['FAILED', 'refused', null])
  })

  test('keeps its user, key and shapers when a person retries it', async () => {
    const author = await holder('sinas.functions.execute:all')
    const name = await platform.fn(bob, 'def handler(input, context):\n    raise RuntimeError("broken")\n')
    const { caller } = await leaked(admin, await leak(author))
    const { execution_id: id } = await platform.run('ExecuteFunctionAsync', { namespace: 'default', name }, caller)
    await platform.status(admin, id, 'FAILED')
    await change(bob, name, { code: LEAK })
    const operator = await platform.user('Admins')
    await until(async () => (await platform.run('ListDeadLetters', {}, operator)).some((job: any) => job.job_id === id), 'a dead letter')
    await platform.run('RetryDeadLetter', { id }, operator)
    const row = await platform.status(admin, id, 'AWAITING_INPUT')
    const run = await holderOf(row.input_prompt)
    assert.equal(run!.userId, admin.userId)
    assert.deepEqual(
      run!.shapers!.map(({ userId }) => userId),
      [author.userId, bob.userId],
    )
  })

  test('does not answer with what an earlier run came to that others did not shape', async () => {
    const name = await platform.fn(admin, 'def handler(input, context):\n    return {"by": context["user_id"]}\n')
    const order = { namespace: 'default', name, input: { a: 1 }, idempotency_key: 'guessed' }
    const { execution_id: first } = await platform.run('ExecuteFunction', order, admin)
    const author = await holder('sinas.functions.execute:all')
    const { caller } = await leaked(admin, await leak(author))
    await assert.rejects(platform.run('ExecuteFunction', order, caller), code('CONFLICT'))
    await assert.rejects(platform.run('ExecuteFunctionAsync', order, caller), code('CONFLICT'))
    assert.equal((await platform.run('ExecuteFunction', order, admin)).execution_id, first)
  })
})

describe('a token ends with its run', () => {
  const dies = (token: string, what: string) => until(async () => (await holderOf(token)) === null, `the token to end: ${what}`)

  test('when it is completed, cancelled or timed out', async () => {
    const completed = await leaked(ada, await leak(ada))
    await platform.run('ContinueExecution', { id: completed.id, input: 1 }, ada)
    assert.equal(await holderOf(completed.token), null)

    const cancelled = await leaked(ada, await leak(ada))
    await platform.run('CancelExecution', { id: cancelled.id }, ada)
    assert.equal(await holderOf(cancelled.token), null)

    const source = 'import time\ndef handler(input, context):\n    print(context["access_token"], flush=True)\n    time.sleep(60)\n'
    const name = await platform.fn(ada, source, { timeout: 1 })
    const { execution_id: id } = await platform.run('ExecuteFunctionAsync', { namespace: 'default', name }, ada)
    const log = await until(async () => (await platform.run('ListExecutionLogs', { id }, ada))[0], 'the token in the log')
    assert.equal((await holderOf(log.text.trim()))!.userId, ada.userId)
    await platform.status(ada, id, 'FAILED')
    assert.equal(await holderOf(log.text.trim()), null)
  })

  test('when its process is killed, and when it was cancelled from another one', async () => {
    const name = await leak(ada)
    const doomed = await startOther(platform.platform.databaseUrl)
    const { execution_id, result } = (await doomed.run('ExecuteFunction', { namespace: 'default', name }, ada)) as any
    assert.equal((await holderOf(result.prompt))!.executionId, execution_id)
    const { token, id } = await leaked(ada, name)
    await doomed.run('CancelExecution', { id }, ada)
    await dies(token, 'cancelled elsewhere')
    await doomed.kill()
    // Others find out after 15 seconds; one that starts on the same machine sees at once that it is gone.
    const next = await startOther(platform.platform.databaseUrl)
    await dies(result.prompt, 'its process was killed')
    await next.stop()
  })

  test('and not before, while it waits for input', async () => {
    const { token, id } = await leaked(ada, await leak(ada))
    await sleep(600)
    assert.equal((await holderOf(token))!.userId, ada.userId)
    await platform.run('CancelExecution', { id }, ada)
  })
})
