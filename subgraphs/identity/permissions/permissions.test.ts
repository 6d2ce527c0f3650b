import assert from 'node:assert/strict'
import { glob, readFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { covers } from '../../../schema/permissions.ts'
import { testCaller } from '../../../schema/testing/platform.ts'
import { DEFAULT_GROUPS } from '../groups/default-groups.ts'
import { type IdentityUnderTest, openIdentity } from '../identity.testing.ts'
import { PERMISSION_REFERENCE } from './reference.ts'

let identity: IdentityUnderTest

before(async () => {
  identity = await openIdentity()
})
after(() => identity[Symbol.asyncDispose]())

const user = testCaller(['sinas.agents.read:group', 'titan.*:all'])

const known = PERMISSION_REFERENCE.flatMap(({ resource, actions }) => actions.map((action) => `${resource}.${action}`))

const check = (permissions: string[], logic?: string) => identity.run('CheckPermissions', { permissions, logic }, user)

test('each permission is answered for, in order, in either spelling and for other services', async () => {
  const { result, logic, checks } = await check(['sinas.agents.get:own', 'sinas.agents.read:all', 'titan.reports.read:all', 'nonsense'])
  assert.deepEqual(
    checks.map((entry: any) => [entry.permission, entry.has_permission]),
    [
      ['sinas.agents.get:own', true],
      ['sinas.agents.read:all', false],
      ['titan.reports.read:all', true],
      ['nonsense', false],
    ],
  )
  assert.deepEqual([result, logic], [false, 'AND'])
})

test('the answers are put together by AND or OR', async () => {
  const [held, lacking] = ['sinas.agents.read:own', 'sinas.agents.create:own']
  assert.equal((await check([held])).result, true)
  assert.equal((await check([held, lacking], 'OR')).result, true)
  assert.equal((await check([lacking], 'OR')).result, false)
  assert.equal((await check([])).result, true)
  assert.equal((await check([], 'OR')).result, false)
})

test('only a logged-in caller asks', async () => {
  await assert.rejects(identity.run('CheckPermissions', { permissions: [] }), { code: 'UNAUTHENTICATED' })
  await assert.rejects(identity.run('ListPermissionReference', {}), { code: 'UNAUTHENTICATED' })
  await assert.rejects(identity.run('GetDefaultPermissions', {}, user), { code: 'FORBIDDEN' })
})

test('the reference has every permission that the default groups are given', async () => {
  const reference = await identity.run('ListPermissionReference', {}, user)
  assert.deepEqual(Object.keys(reference[0]), ['resource', 'description', 'actions', 'namespaced', 'adminOnly'])
  const granted = Object.values(DEFAULT_GROUPS).flatMap(({ permissions }) => permissions)
  for (const permission of granted) {
    assert.ok(
      known.some((action) => covers(permission, `sinas.${action}:own`)),
      permission,
    )
  }
})

test('the reference has every permission that is asked for', async () => {
  const subgraphs = path.resolve(import.meta.dirname, '../..')
  const asked = new Set<string>()
  for await (const file of glob('**/*.ts', { cwd: subgraphs, exclude: ['**/*.test.ts', '**/*testing*'] })) {
    const source = await readFile(path.join(subgraphs, file), 'utf8')
    for (const [, action] of source.matchAll(/(?:\bcan: |\bcanAll: |reach\((?:caller, )?)'([a-z_]+\.[a-z_]+)'/g)) asked.add(action!)
    for (const [, action] of source.matchAll(/'sinas\.([a-z_]+\.[a-z_]+):(?:own|group|all)'/g)) asked.add(action!)
  }
  assert.ok(asked.size > 40, `only ${asked.size} were found`)
  assert.deepEqual(
    [...asked].filter((action) => !known.includes(action)),
    [],
    'add them to PERMISSION_REFERENCE in subgraphs/identity/permissions/reference.ts',
  )
})
