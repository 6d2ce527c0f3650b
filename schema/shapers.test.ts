import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Actor, shapersAmong } from './caller.ts'
import { mayActOn, may as mayRun, reach } from './permissions.ts'

const party = (userId: string, ...grants: string[]) => ({
  userId,
  permissions: Object.fromEntries(grants.map((grant) => [grant, true])),
})
type PartyUnderTest = ReturnType<typeof party> & { apiKey?: { permissions: Record<string, boolean> } }

const ada = party('ada', 'sinas.*:own')
const bob = party('bob', 'sinas.*:own')
const root = party('root', 'sinas.*:all')
const run = (user: PartyUnderTest, ...shapers: PartyUnderTest[]) => ({ ...user, shapers })

test('a run of one’s own code may do all that its user may', () => {
  assert.equal(mayRun(run(ada), 'sinas.states.read:own'), true)
})

test('an administrator’s code, run by a user, can do what the user can', () => {
  assert.equal(mayRun(run(ada, root), 'sinas.states.read:own'), true)
  assert.equal(mayRun(run(ada, root), 'sinas.states.read:all'), false)
})

test('a plain user’s code can do nothing to things of who runs it', () => {
  for (const user of [ada, root]) {
    assert.equal(mayRun(run(user, bob), 'sinas.states.read:own'), false)
    assert.equal(reach(run(user, bob), 'states.read'), null)
  }
})

test('an author’s rights count where they hold them for every row', () => {
  const reader = party('eve', 'sinas.states.read:all')
  assert.equal(mayRun(run(ada, reader), 'sinas.states.read:own'), true)
  assert.equal(mayRun(run(ada, reader), 'sinas.states.create:own'), false)
  assert.equal(reach(run(root, reader), 'states.read'), 'all')
  assert.equal(reach(run(ada, reader), 'states.read'), 'own')
})

test('one who shaped it through a key gives no more than the key', () => {
  const keyed = { ...root, apiKey: { permissions: { 'sinas.states.read:all': true } } }
  assert.equal(mayRun(run(ada, keyed), 'sinas.states.read:own'), true)
  assert.equal(mayRun(run(ada, keyed), 'sinas.states.create:own'), false)
})

test('the user’s own key is asked for the user’s own things', () => {
  const keyed = { ...ada, apiKey: { permissions: { 'sinas.states.read:own': true } } }
  assert.equal(mayRun(run(ada, keyed), 'sinas.states.read:own'), true)
  assert.equal(mayRun(run(ada, keyed), 'sinas.states.create:own'), false)
})

test('what belongs to a shaper is not foreign to them', () => {
  const action = 'functions/default/helper.execute'
  assert.equal(mayActOn(run(root, bob), action, 'bob'), true)
  assert.equal(mayActOn(run(root, bob), action, 'ada'), false)
  assert.equal(mayActOn(run(ada, bob), action, 'bob'), false)
  assert.equal(mayActOn(run(ada), action, 'ada'), true)
  assert.equal(mayActOn(null, action, 'ada'), false)
})

test('the user as themselves shapes nothing; everyone else does once, and the user by each other key', () => {
  const actor = (userId: string, apiKeyId: string | null = null): Actor => ({ userId, apiKeyId })
  const among = [actor('ada'), actor('bob'), actor('bob'), actor('bob', 'k1'), actor('ada', 'k2'), actor('ada', 'k3')]
  assert.deepEqual(shapersAmong(actor('ada', 'k2'), among), [actor('bob'), actor('bob', 'k1'), actor('ada', 'k3')])
})
