import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openFunctions } from '../functions.testing.ts'

const functions = await openFunctions()
after(() => functions[Symbol.asyncDispose]())

const CODE = `
def check(value):
    if value < 0:
        raise ValueError(f"order {value} is 'wrong'")

def handler(input, context):
    check(input["n"])
    return input["missing"]
`

test('runs that failed alike are one group, with the latest of them, and are listed by its fingerprint', async () => {
  const [user, other] = [await functions.user(), await functions.user()]
  const name = await functions.fn(user, CODE)
  for (const n of [-1, -2, -3, 1]) await functions.execute(user, name, { n })
  const groups = await functions.run('ListExecutionErrors', {}, user)
  assert.deepEqual(
    groups.map(({ count, latest }: any) => [count, latest.error]),
    [
      [1, "KeyError: 'missing'"],
      [3, "ValueError: order -3 is 'wrong'"],
    ],
  )
  const [, wrong] = groups
  assert.ok(Date.parse(wrong.first_at) <= Date.parse(wrong.latest_at))
  const listed = await functions.run('ListExecutions', { fingerprint: wrong.fingerprint }, user)
  assert.deepEqual(
    listed.map(({ input_data }: any) => input_data.n),
    [-3, -2, -1],
  )
  assert.deepEqual(await functions.run('ListExecutionErrors', {}, other), [])
  assert.deepEqual(await functions.run('ListExecutionErrors', { since: new Date().toISOString() }, user), [])
  const all = await functions.run('ListExecutionErrors', { limit: 1 }, await functions.user('Admins'))
  assert.equal(all.length, 1)
})

test('the same error of another function is another group', async () => {
  const user = await functions.user()
  for (let n = 0; n < 2; n++) await functions.execute(user, await functions.fn(user, CODE), { n: -1 })
  assert.deepEqual(
    (await functions.run('ListExecutionErrors', {}, user)).map(({ count }: any) => count),
    [1, 1],
  )
})
