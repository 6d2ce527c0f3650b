import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Caller } from '../../../schema/context.ts'
import type { SinasError } from '../../../schema/errors.ts'
import { testCaller } from '../../../schema/testing/platform.ts'
import { until } from '../../../schema/testing/until.ts'
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

/** The issues of a refused input. */
async function issuesOf(call: Promise<unknown>): Promise<any[]> {
  const error = await call.then(
    () => assert.fail('it was accepted'),
    (refusal: SinasError) => refusal,
  )
  assert.equal(error.code, 'VALIDATION', error.message)
  return error.extensions.issues as any[]
}

test('code that defines nothing to call is saved with a warning', async () => {
  const save = async (name: string, code: string) => (await platform.run('CreateFunction', { name, code }, ada)).warnings
  assert.deepEqual(await save('by_name', 'def by_name(input):\n    return 1\n'), [])
  assert.deepEqual(await save('lambda_handler', 'handler = lambda input: 1\n'), [])
  assert.deepEqual(await save('imported', 'from os.path import *\n'), [])
  const [warning] = await save('misspelt', 'def handle(input, context):\n    return 1\n')
  assert.match(warning, /neither `handler` nor `misspelt`, so every call fails/)
  assert.equal((await platform.execute(ada, 'misspelt')).status, 'error')
  const update = (change: object) => platform.run('UpdateFunction', { namespace: 'default', name: 'misspelt', ...change }, ada)
  assert.equal((await update({ description: 'Still so' })).warnings.length, 1)
  assert.deepEqual((await update({ code: HANDLER })).warnings, [])
})

test('a function is created with version 1 and the defaults of the contract', async () => {
  const created = await platform.run('CreateFunction', { name: 'defaults', code: HANDLER }, ada)
  const { id, created_at, updated_at, ...rest } = created
  assert.match(id, /^[0-9a-f-]{36}$/)
  assert.equal(created_at, updated_at)
  assert.deepEqual(rest, {
    namespace: 'default',
    name: 'defaults',
    description: null,
    code: HANDLER,
    input_schema: { type: 'object' },
    output_schema: { type: 'object' },
    requirements: [],
    enabled_namespaces: [],
    secrets: [],
    shared_pool: false,
    requires_approval: false,
    timeout: null,
    icon: null,
    is_active: true,
    is_shared: false,
    calls: [],
    warnings: [],
    version: 1,
  })
  assert.deepEqual(await platform.run('GetFunction', { id }, ada), created)
  assert.deepEqual(await platform.run('GetFunction', { namespace: 'default', name: 'defaults' }, ada), created)
})

test('a name is unique in its namespace, among the functions of all users', async () => {
  await platform.fn(ada, HANDLER, { name: 'taken' })
  await assert.rejects(platform.fn(bob, HANDLER, { name: 'taken' }), /Function default\/taken already exists/)
  await platform.fn(bob, HANDLER, { name: 'taken', namespace: 'elsewhere' })
})

test('code that is not Python is refused with line and column', async () => {
  const broken = 'def handler(input, context):\n    return (1 +\n'
  const [issue] = await issuesOf(platform.run('CreateFunction', { name: 'broken', code: broken }, ada))
  assert.deepEqual(issue.loc, ['input', 'code'])
  assert.equal(issue.ctx.line, 2)
  assert.ok(issue.ctx.column > 0)
  assert.match(issue.msg, /^Value error, .+ \(line 2, column \d+\)$/)
  const name = await platform.fn(ada, HANDLER)
  await issuesOf(platform.run('UpdateFunction', { namespace: 'default', name, code: 'x = = 1' }, ada))
})

test('names, schemas and texts are checked, all faults of the schemas at once', async () => {
  const create = (more: object) => platform.run('CreateFunction', { name: 'checked', code: HANDLER, ...more }, ada)
  assert.deepEqual((await issuesOf(create({ name: '1st' })))[0].type, 'string_pattern_mismatch')
  const words = 'must begin with a letter or _, and hold only letters, digits and _: Python code calls it by this name'
  assert.deepEqual((await issuesOf(create({ name: 'my-func' })))[0].msg, words)
  assert.deepEqual((await issuesOf(create({ name: '' })))[0].loc, ['input', 'name'])
  assert.deepEqual((await issuesOf(create({ code: '' })))[0].type, 'string_too_short')
  assert.deepEqual((await issuesOf(create({ description: 'a\0b' })))[0].loc, ['input', 'description'])
  const schemas = await issuesOf(create({ input_schema: {}, output_schema: { type: 'nonsense' } }))
  assert.deepEqual(
    schemas.map(({ loc }) => loc),
    [
      ['input', 'inputSchema'],
      ['input', 'outputSchema'],
    ],
  )
  assert.match(schemas[0].msg, /must contain a 'type' key/)
  assert.match(
    (await issuesOf(create({ input_schema: { type: 'object', $ref: 'http://127.0.0.1:1/x' } })))[0].msg,
    /can't resolve reference/,
  )
})

test('an update that carries code makes a version, one that does not makes none', async () => {
  const name = await platform.fn(ada, HANDLER)
  const update = (more: object) => platform.run('UpdateFunction', { namespace: 'default', name, ...more }, ada)
  assert.equal((await update({ description: 'echo', timeout: 5, is_active: false })).version, 1)
  const changed = await update({ code: `${HANDLER}# 2\n`, output_schema: { type: 'object', required: ['a'] } })
  assert.equal(changed.version, 2)
  assert.equal(changed.description, 'echo')
  assert.equal(changed.is_active, false)
  const versions = await platform.run('ListFunctionVersions', { namespace: 'default', name }, ada)
  assert.deepEqual(
    versions.map(({ version, code }: any) => [version, code]),
    [
      [2, `${HANDLER}# 2\n`],
      [1, HANDLER],
    ],
  )
  assert.deepEqual(versions[0].output_schema, { type: 'object', required: ['a'] })
  assert.equal(versions[0].function_id, changed.id)
  assert.equal(versions[0].created_by, ada.userId)
})

test('a rollback makes a new version of the old one, and counts at once', async () => {
  const name = await platform.fn(ada, 'def handler(input, context):\n    return {"v": 1}\n')
  await platform.run('UpdateFunction', { namespace: 'default', name, code: 'def handler(input, context):\n    return {"v": 2}\n' }, ada)
  assert.deepEqual((await platform.execute(ada, name)).result, { v: 2 })
  const back = await platform.run('RollbackFunction', { namespace: 'default', name, version: 1 }, ada)
  assert.equal(back.version, 3)
  assert.deepEqual((await platform.execute(ada, name)).result, { v: 1 })
  const [latest] = await platform.run('ListFunctionVersions', { id: back.id }, ada)
  assert.equal(latest.version, 3)
  assert.equal(latest.restored_from, 1)
  await assert.rejects(platform.run('RollbackFunction', { id: back.id, version: 9 }, ada), code('NOT_FOUND'))
})

test('a rollback to what is no version of the function is refused, and makes none', async () => {
  const name = await platform.fn(ada, 'def handler(input, context):\n    return {}\n')
  const rollback = (version: unknown) => platform.run('RollbackFunction', { namespace: 'default', name, version }, ada)
  for (const version of [0, -1, 2, 2 ** 31 - 1]) await assert.rejects(rollback(version), code('NOT_FOUND'), String(version))
  for (const version of [2 ** 31, 1.5, '1', null]) await assert.rejects(rollback(version), /Int/, String(version))
  assert.deepEqual(
    (await platform.run('ListFunctionVersions', { namespace: 'default', name }, ada)).map(({ version }: any) => version),
    [1],
  )
})

test('two changes at the same time do not share a version', async () => {
  const name = await platform.fn(ada, HANDLER)
  const update = (n: number) => platform.run('UpdateFunction', { namespace: 'default', name, code: `${HANDLER}# ${n}\n` }, ada)
  const outcomes = await Promise.allSettled([update(1), update(2), update(3)])
  const versions = await platform.run('ListFunctionVersions', { namespace: 'default', name }, ada)
  const made = outcomes.filter(({ status }) => status === 'fulfilled').length
  assert.deepEqual(
    versions.map(({ version }: any) => version),
    Array.from({ length: made + 1 }, (_, i) => made + 1 - i),
  )
  for (const outcome of outcomes) if (outcome.status === 'rejected') assert.equal(outcome.reason.code, 'CONFLICT')
})

test('a change or deletion that another process makes counts in this one', async () => {
  const name = await platform.fn(ada, 'def handler(input, context):\n    return {"v": 1}\n')
  assert.deepEqual((await platform.execute(ada, name)).result, { v: 1 })
  const { pool } = platform.subgraph.database
  const refusal = (wanted: string) =>
    until(async () => (await platform.execute(ada, name).catch((error: SinasError) => error)).message?.includes(wanted), wanted)
  await pool.query(`update functions.functions set is_active = false where name = $1`, [name])
  await refusal('is not active')
  await pool.query(`delete from functions.functions where name = $1`, [name])
  await refusal('not found')
})

test('a deleted function is gone with its versions, and its executions stay', async () => {
  const name = await platform.fn(ada, HANDLER)
  const { execution_id } = await platform.execute(ada, name, { a: 1 })
  const { id } = await platform.run('GetFunction', { namespace: 'default', name }, ada)
  await platform.run('DeleteFunction', { id }, ada)
  await assert.rejects(platform.run('GetFunction', { id }, ada), code('NOT_FOUND'))
  await assert.rejects(platform.execute(ada, name), code('NOT_FOUND'))
  assert.equal((await platform.execution(ada, execution_id)).status, 'COMPLETED')
  assert.deepEqual(await platform.subgraph.database.query('select id from functions.versions where function_id = $1', [id]), [])
})

test('another user’s function can be neither read, changed, deleted nor called with grants of scope own', async () => {
  const name = await platform.fn(ada, HANDLER)
  const reference = { namespace: 'default', name }
  for (const operation of [
    'GetFunction',
    'ListFunctionVersions',
    'UpdateFunction',
    'DeleteFunction',
    'ExecuteFunction',
    'ExecuteFunctionAsync',
  ] as const) {
    await assert.rejects(platform.run(operation, reference, bob), code('FORBIDDEN'), operation)
  }
  await assert.rejects(platform.run('RollbackFunction', { ...reference, version: 1 }, bob), code('FORBIDDEN'))
  await assert.rejects(platform.run('GetFunction', reference, null), code('UNAUTHENTICATED'))
  assert.deepEqual(await platform.run('ListFunctions', { name }, bob), [])
})

test('a grant may name a namespace or one function, in either spelling', async () => {
  const name = await platform.fn(ada, HANDLER, { namespace: 'shared' })
  const other = await platform.fn(ada, HANDLER, { namespace: 'hidden' })
  const byNamespace = testCaller(['sinas.functions.shared.*.read:all', 'sinas.functions/shared/*.execute:all'], { userId: bob.userId })
  assert.deepEqual(
    (await platform.run('ListFunctions', {}, byNamespace)).map((row: any) => row.name),
    [name],
  )
  assert.equal((await platform.run('ExecuteFunction', { namespace: 'shared', name, input: { a: 1 } }, byNamespace)).status, 'success')
  await assert.rejects(platform.run('ExecuteFunction', { namespace: 'hidden', name: other }, byNamespace), code('FORBIDDEN'))
  const byName = testCaller([`sinas.functions.hidden.${other}.get:all`])
  assert.deepEqual(
    (await platform.run('ListFunctions', {}, byName)).map((row: any) => row.name),
    [other],
  )
  const ownOnly = testCaller(['sinas.functions/shared/*.read:own'])
  assert.deepEqual(await platform.run('ListFunctions', {}, ownOnly), [])
})

test('lists are filtered and paged, newest first', async () => {
  const carol = await platform.user()
  for (const n of [1, 2, 3]) await platform.fn(carol, HANDLER, { name: `list_${n}`, namespace: 'lists', description: `number 100% ${n}` })
  const names = async (filter: Record<string, unknown>) => (await platform.run('ListFunctions', filter, carol)).map((row: any) => row.name)
  assert.deepEqual(await names({}), ['list_3', 'list_2', 'list_1'])
  assert.deepEqual(await names({ skip: 1, limit: 1 }), ['list_2'])
  assert.deepEqual(await names({ namespace: 'lists', name: 'list_1' }), ['list_1'])
  assert.deepEqual(await names({ search: '100% 3' }), ['list_3'])
  assert.deepEqual(await names({ search: '1_0' }), [])
  assert.equal((await issuesOf(platform.run('ListFunctions', { limit: 1001 }, carol)))[0].type, 'less_than_equal')
})

test('creating asks for the permission on the namespace', async () => {
  const limited = testCaller(['sinas.functions.mine.post:own'])
  await platform.fn(limited, HANDLER, { namespace: 'mine' })
  await assert.rejects(platform.fn(limited, HANDLER, { namespace: 'other' }), code('FORBIDDEN'))
  await assert.rejects(platform.fn(ada, HANDLER, { shared_pool: true }), code('FORBIDDEN'))
})

test('functions from before authors were kept are by the user who made their version, and are not shared', async () => {
  const name = await platform.fn(ada, HANDLER)
  const admin = await platform.user('Admins')
  await platform.run('UpdateFunction', { namespace: 'default', name, code: `${HANDLER}# 2\n` }, admin)
  const { orm, pool } = platform.subgraph.database
  // To before authors were kept, and back.
  await orm.migrator.down({ to: 'Migration20261123213047' })
  await orm.migrator.up()
  const by = ({ userId }: Caller) => [{ userId, apiKeyId: null }]
  const { rows } = await pool.query('select authors, links, is_shared from functions.functions where name = $1', [name])
  assert.deepEqual(rows, [{ authors: by(admin), links: null, is_shared: false }])
  const versions = await pool.query(
    'select v.authors from functions.versions v join functions.functions f on f.id = function_id where name = $1 order by v.version',
    [name],
  )
  assert.deepEqual(
    versions.rows.map(({ authors }) => authors),
    [by(ada), by(admin)],
  )
  assert.equal((await platform.execute(ada, name, { a: 1 })).status, 'success')
})
