// Whom code calls by name: found when it is saved, among what its author may execute, and kept.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Caller } from '../../../schema/context.ts'
import { testCaller } from '../../../schema/testing/platform.ts'
import { until } from '../../../schema/testing/until.ts'
import { type FunctionsUnderTest, openFunctions } from '../functions.testing.ts'
import { type OtherProcess, startOther } from '../other-process.testing.ts'

let platform: FunctionsUnderTest
let other: OtherProcess
let ada: Caller
let bob: Caller
let admin: Caller

before(async () => {
  platform = await openFunctions()
  other = await startOther(platform.platform.databaseUrl)
  ;[ada, bob, admin] = await Promise.all([platform.user(), platform.user(), platform.user('Admins')])
})
after(async () => {
  await other.stop()
  await platform[Symbol.asyncDispose]()
})

/** A namespace of a test's own, so that names of others are not in the way. */
const space = () => `n_${crypto.randomUUID().slice(0, 8)}`
const returns = (expression: string, before = '') => `${before}def handler(input, context):\n    return {"r": ${expression}}\n`
const save = (owner: Caller, namespace: string, name: string, code: string, more: object = {}) =>
  platform.run('CreateFunction', { namespace, name, code, ...more }, owner)
const change = (editor: Caller, namespace: string, name: string, more: object) =>
  platform.run('UpdateFunction', { namespace, name, ...more }, editor)
const run = (caller: Caller, namespace: string, name: string) => platform.run('ExecuteFunction', { namespace, name }, caller)
const resultOf = async (caller: Caller, namespace: string, name: string) => {
  const { result, error } = await run(caller, namespace, name)
  assert.equal(error, null)
  return result.r
}
const errorOf = async (caller: Caller, namespace: string, name: string) => (await run(caller, namespace, name)).error as string

describe('when code is saved', () => {
  test('it is told whom it calls: functions of its namespace, and of enabled ones through their name', async () => {
    const [here, there] = [space(), space()]
    await save(ada, here, 'near', returns('"near"'))
    await save(ada, there, 'far', returns('"far"'))
    const code = returns(`[near({})["r"], ${here}.near({})["r"], ${there}.far({})["r"]]`)
    const saved = await save(ada, here, 'main', code, { enabled_namespaces: [there] })
    const expected = [
      { spelled: `${here}.near`, namespace: here, name: 'near' },
      { spelled: `${there}.far`, namespace: there, name: 'far' },
      { spelled: 'near', namespace: here, name: 'near' },
    ]
    assert.deepEqual(new Set(saved.calls), new Set(expected))
    assert.deepEqual((await platform.run('GetFunction', { namespace: here, name: 'main' }, ada)).calls, saved.calls)
    assert.deepEqual(await resultOf(ada, here, 'main'), ['near', 'near', 'far'])
    assert.deepEqual((await save(ada, here, 'closed', code)).calls.length, 2, 'a namespace that is not enabled')
  })

  test('a name that Python, the platform or the code itself binds is never another function’s', async () => {
    const here = space()
    for (const name of ['len', 'json', 'input', 'datetime', 'items', 'join', 'made', 'sqrt'])
      await save(bob, here, name, returns('"taken"'))
    const code = `
import datetime
from os.path import join
def use():
    global made
    made = [1]
def handler(input, context):
    use()
    items = [len(made), json.dumps({}), join("a", "b"), datetime.date(2020, 1, 1).year]
    return {"r": items}
`
    const { calls } = await save(admin, here, 'report', code)
    assert.deepEqual(calls, [])
    assert.deepEqual(await resultOf(admin, here, 'report'), [1, '{}', 'a/b', 2020])
  })

  test('only what its author may execute is found', async () => {
    const here = space()
    await save(bob, here, 'helper', returns('"bob"'))
    assert.deepEqual((await save(ada, here, 'main', returns('helper({})'))).calls, [])
    assert.match(await errorOf(ada, here, 'main'), /^NameError: name 'helper' is not defined$/)
    const granted = testCaller(
      [`sinas.functions.create:own`, `sinas.functions/${here}/helper.execute:all`, 'sinas.functions.execute:own'],
      {
        userId: (await platform.user()).userId,
      },
    )
    assert.equal((await save(granted, here, 'other', returns('helper({})["r"]'))).calls.length, 1)
  })

  test('where it imports *, only functions of the author’s own are found, and the module’s names win', async () => {
    const here = space()
    for (const [owner, name] of [
      [bob, 'sqrt'],
      [bob, 'foreign'],
      [admin, 'own'],
    ] as const)
      await save(owner, here, name, returns(`"${name}"`))
    const code = `from math import *\n${returns('[sqrt(4), own({})["r"], "foreign" in globals()]')}    foreign`
    const { calls } = await save(admin, here, 'main', code)
    assert.deepEqual(
      calls.map(({ spelled }: any) => spelled),
      ['own'],
    )
    assert.deepEqual(await resultOf(admin, here, 'main'), [2, 'own', false])
  })

  test('a function may call itself, and be called by one that it calls', async () => {
    const here = space()
    const down =
      'def handler(input, context):\n    n = input.get("n", 3)\n    return {"r": 0 if n == 0 else 1 + OTHER({"n": n - 1})["r"]}\n'
    const { calls } = await save(ada, here, 'loop', down.replace('OTHER', 'loop'))
    assert.deepEqual(calls, [{ spelled: 'loop', namespace: here, name: 'loop' }])
    assert.equal(await resultOf(ada, here, 'loop'), 3)

    const ping = down.replace('OTHER', 'pong')
    assert.deepEqual((await save(ada, here, 'ping', ping)).calls, [])
    await save(ada, here, 'pong', down.replace('OTHER', 'ping'))
    const advice = `NameError: name 'pong' is not defined. Save ${here}/ping again to call ${here}/pong, which was made after it`
    assert.equal(await errorOf(ada, here, 'ping'), advice)
    assert.match(await errorOf(ada, here, 'pong'), /Save n_\w+\/ping again to call n_\w+\/pong/, 'raised in what it calls')
    assert.equal((await change(ada, here, 'ping', { code: ping })).calls.length, 1)
    assert.equal(await resultOf(ada, here, 'ping'), 3)
  })

  test('a function that is missing in a namespace is told apart from a typing error', async () => {
    const [here, there] = [space(), space()]
    await save(ada, here, 'main', returns(`${there}.later({})`), { enabled_namespaces: [there] })
    assert.match(await errorOf(ada, here, 'main'), new RegExp(`^NameError: name '${there}' is not defined\\. Save ${here}/main again`))
    await save(ada, there, 'first', returns('1'))
    await save(ada, here, 'both', returns(`[${there}.first({}), ${there}.later({})]`), { enabled_namespaces: [there] })
    assert.match(await errorOf(ada, here, 'both'), new RegExp(`${there}\\.later is none of the functions that this code was saved with`))
    await save(ada, here, 'typo', returns('ohter({})'))
    assert.equal(await errorOf(ada, here, 'typo'), "NameError: name 'ohter' is not defined")
  })

  test('advice names no function that who runs it may not execute', async () => {
    const here = space()
    await save(ada, here, 'main', returns('secret({})'))
    await save(bob, here, 'secret', returns('1'))
    assert.equal(await errorOf(ada, here, 'main'), "NameError: name 'secret' is not defined")
  })
})

describe('afterwards', () => {
  test('a function that appears later takes no name over', async () => {
    const [here, there] = [space(), space()]
    await save(ada, there, 'helper', returns('"mine"'))
    await save(ada, here, 'main', returns(`[${there}.helper({})["r"], "helper" in globals(), "other" in globals()]`), {
      enabled_namespaces: [there],
    })
    assert.deepEqual(await resultOf(ada, here, 'main'), ['mine', false, false])
    await save(bob, here, 'helper', returns('"bob"'))
    await save(ada, here, 'other', returns('"ada"'))
    await save(bob, here, there, returns('"bob"'))
    assert.deepEqual(await resultOf(ada, here, 'main'), ['mine', false, false])
    assert.deepEqual(await resultOf(admin, here, 'main'), ['mine', false, false])
  })

  test('what was deleted is not what is made anew under its name, until the code is saved again', async () => {
    const here = space()
    await save(ada, here, 'helper', returns('"ada"'))
    const code = returns('helper({})["r"]')
    await save(ada, here, 'main', code)
    assert.equal(await resultOf(ada, here, 'main'), 'ada')
    await platform.run('DeleteFunction', { namespace: here, name: 'helper' }, ada)
    const fault = `FunctionUnavailable: Function ${here}/helper was deleted. To call another of this name, save the code again`
    assert.equal(await errorOf(ada, here, 'main'), fault)
    await save(bob, here, 'helper', returns('"bob"'))
    assert.equal(await errorOf(admin, here, 'main'), fault)
    assert.deepEqual((await change(ada, here, 'main', { code })).calls, [{ spelled: 'helper', namespace: here, name: 'helper' }], 'kept')
    assert.equal(await errorOf(ada, here, 'main'), fault)
    await platform.run('DeleteFunction', { namespace: here, name: 'helper' }, bob)
    await save(ada, here, 'helper', returns('"ada again"'))
    await change(ada, here, 'main', { code })
    assert.equal(await resultOf(ada, here, 'main'), 'ada again')
  })

  test('what is not active, or may not be executed any more, says so when it is called', async () => {
    const here = space()
    await save(bob, here, 'helper', returns('"bob"'))
    const main = returns('helper({})["r"] if context["trigger_type"] == "API" else None')
    await save(admin, here, 'main', main)
    await change(bob, here, 'helper', { is_active: false })
    assert.equal(await errorOf(admin, here, 'main'), `FunctionUnavailable: Function ${here}/helper is not active`)
    await change(bob, here, 'helper', { is_active: true })
    assert.equal(await resultOf(admin, here, 'main'), 'bob')
    const user = testCaller([`sinas.functions/${here}/main.execute:all`], { userId: (await platform.user()).userId })
    assert.equal(
      await errorOf(user, here, 'main'),
      `FunctionUnavailable: Not authorized: sinas.functions/${here}/helper.execute:all is required`,
    )
  })

  test('other namespaces are found when they are enabled, and what they hold is not called when they are not any more', async () => {
    const [here, there] = [space(), space()]
    await save(ada, there, 'far', returns('"far"'))
    await save(ada, here, 'near', returns('"near"'))
    const code = returns(`near({})["r"] + ${there}.far({})["r"]`)
    assert.equal((await save(ada, here, 'main', code)).calls.length, 1)
    await platform.run('DeleteFunction', { namespace: here, name: 'near' }, ada)
    await save(ada, here, 'near', returns('"another"'))
    const enabled = await change(ada, here, 'main', { enabled_namespaces: [there] })
    assert.deepEqual(
      enabled.calls.map(({ spelled }: any) => spelled),
      ['near', `${there}.far`],
    )
    assert.match(await errorOf(ada, here, 'main'), /near was deleted/)
    assert.equal((await change(ada, here, 'main', { enabled_namespaces: [] })).calls.length, 1)
    await change(ada, here, 'main', { code, enabled_namespaces: [there] })
    assert.equal(await resultOf(ada, here, 'main'), 'anotherfar')
  })

  test('an earlier version calls whom it called', async () => {
    const here = space()
    await save(ada, here, 'helper', returns('"first"'))
    await save(ada, here, 'main', returns('helper({})["r"]'))
    await platform.run('DeleteFunction', { namespace: here, name: 'helper' }, ada)
    await save(bob, here, 'helper', returns('"bob"'))
    await change(ada, here, 'main', { code: returns('"no call"') })
    const back = await platform.run('RollbackFunction', { namespace: here, name: 'main', version: 1 }, admin)
    assert.deepEqual(back.calls, [{ spelled: 'helper', namespace: here, name: 'helper' }])
    assert.match(await errorOf(admin, here, 'main'), /helper was deleted/)
  })

  test('code from before this was kept finds them on first use, as who wrote it', async () => {
    const here = space()
    await save(ada, here, 'helper', returns('"ada"'))
    await save(bob, here, 'foreign', returns('"bob"'))
    await save(ada, here, 'main', returns('[helper({})["r"], "foreign" in globals()] if input is not None else foreign'))
    const { pool } = platform.subgraph.database
    await pool.query('update functions.functions set links = null where namespace = $1', [here])
    const fresh = async () => {
      const { rows } = await pool.query('select links from functions.functions where namespace = $1 and name = $2', [here, 'main'])
      return rows[0].links
    }
    await until(async () => (await resultOf(admin, here, 'main'))[0] === 'ada', 'a run of old code')
    assert.deepEqual(
      (await fresh()).map(({ as }: any) => as),
      ['helper'],
    )
    assert.deepEqual((await platform.run('GetFunction', { namespace: here, name: 'main' }, ada)).calls, [
      { spelled: 'helper', namespace: here, name: 'helper' },
    ])
  })
})

describe('with several processes', () => {
  test('a link that changes in one counts in the other', async () => {
    const here = space()
    await save(ada, here, 'helper', returns('"one"'))
    await save(ada, here, 'main', returns('helper({})["r"]'))
    const elsewhere = async () => (await other.run('ExecuteFunction', { namespace: here, name: 'main' }, ada)) as any
    assert.equal((await elsewhere()).result.r, 'one')
    await change(ada, here, 'helper', { code: returns('"two"') })
    await until(async () => (await elsewhere()).result?.r === 'two', 'the change in the other process')
    await other.run('DeleteFunction', { namespace: here, name: 'helper' }, ada)
    await until(async () => (await errorOf(ada, here, 'main'))?.includes('was deleted'), 'the deletion in this process')
    await save(bob, here, 'helper', returns('"bob"'))
    assert.match((await elsewhere()).error, /was deleted/)
  })
})
