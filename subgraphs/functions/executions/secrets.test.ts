import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { administrator } from '../../../schema/testing/platform.ts'
import { secrets } from '../../secrets/index.ts'
import { openFunctions } from '../functions.testing.ts'

const functions = await openFunctions()
after(() => functions[Symbol.asyncDispose]())
await functions.platform.start(secrets)
const { run } = functions
const admin = administrator()

/** Whatever a function returns. */
const ANY = { type: ['object', 'array', 'string', 'boolean'] }
const VALUE = 'sk-live-d41d8cd98f00b204'
const put = (caller: typeof admin, name: string, visibility: 'private' | 'shared', value = VALUE) =>
  run('PutSecret', { name, value, visibility }, caller)

const READ = 'def handler(input, context):\n    return context["secrets"]["TOKEN"] == input["expected"]'

test('a function is given the secrets that it lists, and no other', async () => {
  const user = await functions.user()
  await put(user, 'TOKEN', 'private')
  await put(user, 'OTHER', 'private')
  const listed = await functions.fn(user, READ, { secrets: ['TOKEN'], output_schema: ANY })
  assert.equal((await functions.execute(user, listed, { expected: VALUE })).result, true)
  const unlisted = await functions.fn(user, READ, { secrets: ['OTHER'], output_schema: ANY })
  const { error } = await functions.execute(user, unlisted, { expected: VALUE })
  assert.match(error, /This function does not list the secret TOKEN: add it to its "secrets"/)
})

test('a private secret comes before the shared one of its name, for its owner', async () => {
  const [user, other] = [await functions.user(), await functions.user('Admins')]
  await put(admin, 'TOKEN', 'shared', 'shared-value')
  await put(user, 'TOKEN', 'private', 'private-value')
  const own = await functions.fn(user, READ, { secrets: ['TOKEN'], output_schema: ANY })
  assert.equal((await functions.execute(user, own, { expected: 'private-value' })).result, true)
  const theirs = await functions.fn(other, READ, { secrets: ['TOKEN'], output_schema: ANY })
  assert.equal((await functions.execute(other, theirs, { expected: 'shared-value' })).result, true)
})

test('a shared secret is for those who may use it', async () => {
  const user = await functions.user()
  await put(admin, 'SHARED', 'shared')
  const code = 'def handler(input, context):\n    return context["secrets"]["SHARED"]'
  const name = await functions.fn(user, code, { secrets: ['SHARED'], output_schema: ANY })
  const refused = await functions.execute(user, name)
  assert.match(refused.error, /Secret SHARED: sinas\.secrets\/SHARED\.use:all is required/)
  const trusted = { ...user, permissions: { ...user.permissions, 'sinas.secrets/SHARED.use:all': true } }
  assert.equal((await functions.execute(trusted, name)).result, '[secret SHARED]')
})

test('code of another user does not get the secrets of the one who runs it', async () => {
  const [user, author] = [await functions.user(), await functions.user()]
  await put(user, 'TOKEN', 'private')
  const name = await functions.fn(author, READ, { secrets: ['TOKEN'], output_schema: ANY })
  const runner = { ...user, permissions: { ...user.permissions, 'sinas.functions.execute:all': true } }
  const { error } = await functions.execute(runner, name, { expected: VALUE })
  assert.match(error, /Secret TOKEN: sinas\.secrets\/TOKEN\.use:all is required of everyone who shaped this run/)
})

test('a value that a function prints, returns, raises or calls with is kept nowhere', async () => {
  const user = await functions.user()
  await put(user, 'TOKEN', 'private')
  const code = `
import base64, sys, sinas
def passes(value):
    return value
def handler(input, context):
    value = context["secrets"]["TOKEN"]
    print("printed", value)
    print("half", value[:8], end="")
    print(value[8:])
    sys.stderr.write(base64.b64encode(("user:" + value).encode()).decode() + "\\n")
    sinas.log.info("logged", token=value)
    passes(value)
    passes("x" * 490 + value)
    print(context["secrets"], sinas.secrets["TOKEN"] == value)
    if input.get("raise"):
        raise ValueError("bad " + value)
    return {value: [value]}
`
  const name = await functions.fn(user, code, { secrets: ['TOKEN'], output_schema: ANY })
  const returned = await functions.execute(user, name)
  assert.deepEqual(returned.result, { '[secret TOKEN]': ['[secret TOKEN]'] })
  const raised = await functions.execute(user, name, { raise: true })
  assert.match(raised.error, /bad \[secret TOKEN]/)
  const { pool } = functions.subgraph.database
  const kept = await pool.query(
    `select to_jsonb(e)::text as row from functions.executions e where e.id = any($1)
    union all select to_jsonb(l)::text from functions.log_entries l where l.execution_id = any($1)
    union all select to_jsonb(s)::text from functions.steps s where s.execution_id = any($1)`,
    [[returned.execution_id, raised.execution_id]],
  )
  const text = kept.rows.map(({ row }: { row: string }) => row).join('\n')
  assert.match(text, /printed \[secret TOKEN]/)
  assert.match(text, /<secrets: TOKEN> True/)
  for (const part of [VALUE, VALUE.slice(0, 12), VALUE.slice(8), Buffer.from(VALUE).toString('base64').slice(4, -4)])
    assert.ok(!text.includes(part), part)
})

test('that a secret was handed out is on record, for those who may change it', async () => {
  const user = await functions.user()
  await put(user, 'TOKEN', 'private')
  const name = await functions.fn(user, READ, { secrets: ['TOKEN'], output_schema: ANY })
  const { execution_id } = await functions.execute(user, name, { expected: VALUE })
  const [use, ...others] = await run('SecretUses', { name: 'TOKEN' }, user)
  assert.equal(others.length, 0)
  assert.equal(use.execution_id, execution_id)
  assert.equal(use.used_by_name, `default/${name}`)
})

test('a new value is a version, and a run gets the newest', async () => {
  const user = await functions.user()
  await put(user, 'TOKEN', 'private', 'first value')
  const name = await functions.fn(user, READ, { secrets: ['TOKEN'], output_schema: ANY })
  assert.equal((await put(user, 'TOKEN', 'private', 'second value')).version, 2)
  assert.equal((await functions.execute(user, name, { expected: 'second value' })).result, true)
  await run('RollbackSecret', { name: 'TOKEN', version: 1 }, user)
  assert.equal((await functions.execute(user, name, { expected: 'first value' })).result, true)
  const versions = await run('SecretVersions', { name: 'TOKEN' }, user)
  assert.deepEqual(
    versions.map(({ version, restored_from }: { version: number; restored_from: number | null }) => [version, restored_from]),
    [
      [3, 1],
      [2, null],
      [1, null],
    ],
  )
})
