import assert from 'node:assert/strict'
import { test } from 'node:test'
import { covers, may, reach } from './permissions.ts'

const cases: [grant: string, requirement: string, covered: boolean, why: string][] = [
  ['sinas.*:all', 'sinas.functions/ns/name.execute:own', true, 'the administrators’ grant covers everything'],
  ['sinas.*:all', 'titan.ships.fly:own', false, 'but no other service'],
  ['titan.*:all', 'titan.ships.fly:own', true, 'a custom service works like ours'],
  ['sinas.users.get:own', 'sinas.users.read:own', true, 'get is read'],
  ['sinas.users.read:own', 'sinas.users.get:all', false, 'own does not reach all'],
  ['sinas.users.get:all', 'sinas.users.read:group', true, 'all reaches group'],
  ['sinas.users.get:*', 'sinas.users.read:all', true, 'scope * is every scope'],
  ['sinas.functions.*.execute:own', 'sinas.functions.ns.name.execute:own', true, 'a namespace wildcard reaches its names'],
  ['sinas.functions.*.execute:own', 'sinas.functions/ns/name.execute:own', true, 'dots and slashes are one grammar'],
  ['sinas.functions/*/*.create:own', 'sinas.functions.create:own', true, 'a requirement without a path is covered by wildcards'],
  ['sinas.functions/ns/*.create:own', 'sinas.functions.create:own', false, 'but not by a named namespace'],
  ['sinas.functions.read:all', 'sinas.functions/ns/name.read:all', true, 'a grant without a path means all paths'],
  ['sinas.functions.ns.get:all', 'sinas.functions/ns/name.read:all', true, 'a namespace reaches its names'],
  ['sinas.functions.ns.get:all', 'sinas.functions/other/name.read:all', false, 'another namespace stays out'],
  ['sinas.agents.*.get:all', 'sinas.agents.*.get:all', true, 'the same text always matches'],
  ['sinas.roles.manage_members:all', 'sinas.groups.manage_members:all', true, 'roles and groups are synonyms'],
  ['sinas.contexts.post:own', 'sinas.states.create:own', true, 'contexts and states are synonyms'],
  ['sinas.chats.*:own', 'sinas.chats.delete:own', true, 'an action wildcard'],
  ['sinas.chats.delete:elsewhere', 'sinas.chats.delete:own', false, 'an unknown scope never matches'],
  ['nonsense', 'sinas.chats.delete:own', false, 'a text that is no permission never matches'],
]

for (const [grant, requirement, covered, why] of cases) {
  test(`${grant} ${covered ? 'covers' : 'does not cover'} ${requirement}: ${why}`, () => {
    assert.equal(covers(grant, requirement), covered)
  })
}

test('a false entry does not deny what another entry grants', () => {
  assert.equal(may({ userId: 'ada', permissions: { 'sinas.*:all': true, 'sinas.users.read:own': false } }, 'sinas.users.read:own'), true)
  assert.equal(may({ userId: 'ada', permissions: { 'sinas.users.read:own': false } }, 'sinas.users.read:own'), false)
})

test('an API key and its owner must both hold the permission', () => {
  const key = { permissions: { 'sinas.users.read:all': true } }
  assert.equal(may({ userId: 'ada', permissions: { 'sinas.*:all': true }, apiKey: key }, 'sinas.users.read:all'), true)
  assert.equal(may({ userId: 'ada', permissions: { 'sinas.*:all': true }, apiKey: key }, 'sinas.users.delete:all'), false)
  assert.equal(may({ userId: 'ada', permissions: {}, apiKey: key }, 'sinas.users.read:all'), false)
})

test('reach gives the widest scope', () => {
  assert.equal(
    reach({ userId: 'ada', permissions: { 'sinas.states.read:own': true, 'sinas.states.read:group': true } }, 'states.read'),
    'group',
  )
  assert.equal(reach({ userId: 'ada', permissions: {} }, 'states.read'), null)
  assert.equal(reach(null, 'states.read'), null)
})
