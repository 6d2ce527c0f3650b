// Whatever changes what somebody may do is told by the database, whoever changes it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createAccessTokens } from '../../../schema/access-tokens.ts'
import type { Caller } from '../../../schema/caller.ts'
import { testRequest } from '../../../schema/testing/platform.ts'
import { countStatements } from '../../../schema/testing/statements.ts'
import { until } from '../../../schema/testing/until.ts'
import { type IdentityUnderTest, openIdentity } from '../identity.testing.ts'
import { createSecret } from '../secret.ts'

let identity: IdentityUnderTest
let user: Caller
let group: string
let key: { id: string; key: string }
/** Of a browser that the user is logged in in. */
const cookie = createSecret()
/** How often changes were told of. */
let told = 0
/** What ends a subscription, or null where the test does. */
let ended: Promise<Error | null>
const stopping = new AbortController()

const query = (sql: string, values: unknown[] = []) => identity.subgraph.database.query(sql, values)

before(async () => {
  identity = await openIdentity()
  user = await identity.userWith('sinas.states.read:own')
  group = user.groupIds[0]!
  key = await identity.run('CreateApiKey', { name: 'test', permissions: {} }, { ...user, permissions: { 'sinas.*:all': true } })
  await query(
    `insert into identity.browser_sessions (id, user_id, token_hash, created_at, last_used_at) values (gen_random_uuid(), $1, $2, now(), now())`,
    [user.userId, cookie.hash],
  )
  ended = hear()
  await until(() => told > 0, 'the subscription to listen')
})
after(async () => {
  stopping.abort()
  assert.equal(await ended, null)
  await identity[Symbol.asyncDispose]()
})

async function hear(): Promise<Error | null> {
  try {
    for await (const _ of identity.platform.graph.subscribe('RightsChanges', {}, testRequest(null, stopping.signal))) told++
    return null
  } catch (error) {
    return error as Error
  }
}

async function assertTold(sql: string, values: unknown[] = []): Promise<void> {
  const before = told
  await query(sql, values)
  await until(() => told > before, `a message about: ${sql}`)
}

test('each table that a caller is found in tells of its changes', async () => {
  const tokens = await createAccessTokens('a secret key for tests only')
  const shapers = [{ userId: user.userId, apiKeyId: key.id }]
  const token = tokens.sign({ userId: user.userId, email: user.email, apiKeyId: key.id, shapers }, 60)
  const plain = tokens.sign({ userId: user.userId, email: user.email }, 60)
  const read = new Set<string>()
  const { graph } = identity.platform
  const lookUps = [
    ...[token, plain, key.key].map((credential) => () => graph.execute('Authenticate', { credential }, testRequest(null))),
    () => graph.execute('AuthenticateSession', { token: cookie.text }, testRequest(null)),
  ]
  for (const lookUp of lookUps) {
    const { result, texts } = await countStatements(lookUp)
    assert.ok(result.authentication)
    for (const text of texts.filter((statement) => /^\s*select/i.test(statement)))
      for (const { 'QUERY PLAN': plan } of (await identity.subgraph.database.pool.query(`explain (generic_plan, format json) ${text}`))
        .rows)
        for (const [, name] of JSON.stringify(plan).matchAll(/"Relation Name":"(\w+)"/g)) read.add(name!)
  }
  assert.deepEqual([...read].toSorted(), ['api_keys', 'browser_sessions', 'group_permissions', 'members', 'users'])
  const triggers = await query(
    `select distinct event_object_table || ' ' || event_manipulation as event from information_schema.triggers
      where trigger_schema = 'identity' and trigger_name like 'rights%'`,
  )
  const events = new Set(triggers.map(({ event }) => event))
  for (const table of read) for (const change of ['UPDATE', 'DELETE']) assert.ok(events.has(`${table} ${change}`), `${table} ${change}`)
})

test('a change by SQL is told of, column by column', async () => {
  const columns = await query(
    `select table_name as table, column_name as column, data_type as type from information_schema.columns
      where table_schema = 'identity' and table_name in ('users', 'api_keys', 'browser_sessions', 'members', 'group_permissions')`,
  )
  const unread = new Set(['users.last_login_at', 'api_keys.last_used_at', 'browser_sessions.last_used_at'])
  const other: Record<string, string> = {
    text: `coalesce($, '') || gen_random_uuid()`,
    uuid: `gen_random_uuid()`,
    boolean: `not $`,
    jsonb: `$ || '{"sinas.x.read:own": true}'`,
    'timestamp with time zone': `coalesce($, now()) + interval '1 day'`,
  }
  let changes = 0
  for (const { table, column, type } of columns as { table: string; column: string; type: string }[]) {
    // What points at other rows is tried with a row of its own below.
    if (unread.has(`${table}.${column}`) || /^(id|user_id|group_id)$/.test(column)) continue
    await assertTold(`update identity.${table} set ${column} = ${other[type]!.replaceAll('$', column)} where true`)
    changes++
  }
  assert.ok(changes > 15, String(changes))
  await assertTold('delete from identity.members where user_id = $1 and group_id = $2', [user.userId, group])
  await assertTold(`insert into identity.members (id, group_id, user_id, added_at) values (gen_random_uuid(), $1, $2, now())`, [
    group,
    user.userId,
  ])
  await assertTold(
    `insert into identity.group_permissions (id, group_id, permission_key, permission_value, created_at, updated_at)
     values (gen_random_uuid(), $1, 'sinas.x.read:own', true, now(), now())`,
    [group],
  )
  await assertTold('delete from identity.group_permissions where group_id = $1', [group])
  await assertTold('delete from identity.members where group_id = $1', [group])
  await assertTold('delete from identity.api_keys where id = $1', [key.id])
  await assertTold('delete from identity.browser_sessions where user_id = $1', [user.userId])
  await assertTold('delete from identity.users where id = $1', [user.userId])
})

test('what is written while people work is not', async () => {
  const busy = await identity.user('Users')
  const { id } = await identity.run('CreateApiKey', { name: 'busy', permissions: {} }, { ...busy, permissions: { 'sinas.*:all': true } })
  await sleep(300)
  const before = told
  await query('update identity.api_keys set last_used_at = now() where id = $1', [id])
  await query('update identity.users set last_login_at = now() where id = $1', [busy.userId])
  // One that is told of comes after all that were before it.
  await assertTold('update identity.users set is_active = false where id = $1', [busy.userId])
  assert.equal(told, before + 1)
})

test('a stream ends where messages may have been missed, and another one begins', async () => {
  await query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'sinas:listener'`)
  assert.match((await ended)!.message, /connection to the database was lost/)
  told = 0
  ended = hear()
  await until(() => told > 0, 'the next subscription to listen')
  await assertTold('update identity.users set is_active = not is_active where true')
})
