import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Caller } from '../../../schema/context.ts'
import type { SinasError } from '../../../schema/errors.ts'
import { testCaller } from '../../../schema/testing/platform.ts'
import { type FunctionsUnderTest, openFunctions } from '../functions.testing.ts'

let platform: FunctionsUnderTest
let ada: Caller
let bob: Caller
const HANDLER = 'def handler(input, context):\n    return input\n'

before(async () => {
  platform = await openFunctions()
  ada = await platform.user()
  bob = await platform.user()
})
after(() => platform[Symbol.asyncDispose]())

const code = (expected: string) => (error: SinasError) => error.code === expected
const target = async (caller: Caller | null, name: string) =>
  (await platform.run('FunctionExecutable', { namespace: 'default', name }, caller)).function

test('who may execute a function may point something at it, also while it is not active', async () => {
  const name = await platform.fn(ada, HANDLER)
  const { id, isActive } = await target(ada, name)
  assert.match(id, /^[0-9a-f-]{36}$/)
  assert.equal(isActive, true)
  await platform.run('UpdateFunction', { id, is_active: false }, ada)
  assert.equal((await target(ada, name)).isActive, false)
  assert.equal((await target(await platform.user('Admins'), name)).id, id)
})

test('who may not execute it may not, even where they may read and change it', async () => {
  const name = await platform.fn(ada, HANDLER)
  const editor = testCaller(['sinas.functions.read:all', 'sinas.functions.update:all', 'sinas.functions.execute:own'])
  for (const caller of [bob, editor]) {
    await assert.rejects(target(caller, name), (error: SinasError) => {
      assert.equal(error.message, `Not authorized: sinas.functions/default/${name}.execute:all is required`)
      return error.code === 'FORBIDDEN'
    })
  }
  await assert.rejects(target(null, name), code('UNAUTHENTICATED'))
})

test('who may execute nothing does not learn which names are taken', async () => {
  const name = await platform.fn(ada, HANDLER)
  const nobody = testCaller(['sinas.functions.read:own'])
  for (const known of [name, 'there_is_no_such_function']) {
    await assert.rejects(target(nobody, known), code('FORBIDDEN'), known)
    await assert.rejects(platform.execute(nobody, known), code('FORBIDDEN'), known)
  }
  await assert.rejects(target(bob, 'there_is_no_such_function'), code('NOT_FOUND'))
})
