import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Caller } from '../../schema/context.ts'
import type { RunningSubgraph } from '../../schema/subgraph.ts'
import { openTestPlatform, type TestPlatform, testCaller } from '../../schema/testing/platform.ts'
import { assertNotMore, countStatements } from '../../schema/testing/statements.ts'
import { states } from './index.ts'

let platform: TestPlatform
let subgraph: RunningSubgraph
const ada = testCaller(['sinas.states.*:own'])

before(async () => {
  platform = await openTestPlatform()
  subgraph = await platform.start(states)
})
after(() => platform.close())

const PAGE = `query ($first: Int, $after: String, $last: Int, $before: String, $filter: StateFilter, $orderBy: StateOrder) {
  states(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
    totalCount edges { cursor node { key } } nodes { key } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`

/** States whose order is all ties: the same relevance, and instants that differ by less than a millisecond. */
async function fill(namespace: string, keys: string[], owner: Caller = ada): Promise<void> {
  await subgraph.database.query(
    `insert into states.states (id, user_id, namespace, key, value, visibility, tags, relevance_score, encrypted, version, created_at, updated_at)
     select gen_random_uuid(), $1, $2, key, '1', 'private', '{}', 1, false, 1, now(), timestamptz '2026-01-01' + i * interval '1 microsecond'
     from unnest($3::text[]) with ordinality as given(key, i)`,
    [owner.userId, namespace, keys],
  )
}

const keysOf = (page: { nodes: { key: string }[] }) => page.nodes.map(({ key }) => key)

const read = async (variables: object) => (await platform.run(subgraph, PAGE, variables as never, ada)).states

test('a list is read forwards and backwards, page by page, each row once', async () => {
  const keys = Array.from({ length: 7 }, (_, i) => `k${i}`)
  await fill('both-ways', keys)
  const filter = { namespace: 'both-ways' }
  const latestFirst = keys.toReversed()

  const first = await read({ first: 3, filter })
  assert.deepEqual([keysOf(first), first.totalCount], [latestFirst.slice(0, 3), 7])
  assert.deepEqual([first.pageInfo.hasNextPage, first.pageInfo.hasPreviousPage], [true, false])
  assert.deepEqual([first.pageInfo.startCursor, first.pageInfo.endCursor], [first.edges[0].cursor, first.edges[2].cursor])
  const second = await read({ first: 3, after: first.pageInfo.endCursor, filter })
  assert.deepEqual([keysOf(second), second.pageInfo.hasPreviousPage], [latestFirst.slice(3, 6), true])
  const third = await read({ first: 3, after: second.pageInfo.endCursor, filter })
  assert.deepEqual([keysOf(third), third.pageInfo.hasNextPage], [latestFirst.slice(6), false])

  const last = await read({ last: 2, filter })
  assert.deepEqual([keysOf(last), last.pageInfo.hasPreviousPage, last.pageInfo.hasNextPage], [latestFirst.slice(5), true, false])
  const beforeIt = await read({ last: 2, before: last.pageInfo.startCursor, filter })
  assert.deepEqual([keysOf(beforeIt), beforeIt.pageInfo.hasNextPage], [latestFirst.slice(3, 5), true])
  const between = await read({ first: 5, after: first.edges[0].cursor, before: last.pageInfo.startCursor, filter })
  assert.deepEqual(keysOf(between), latestFirst.slice(1, 5))
})

test('an order of the caller’s choice has its own cursors', async () => {
  await fill('ordered', ['b', 'a', 'c'])
  const filter = { namespace: 'ordered' }
  const orderBy = { field: 'KEY', direction: 'ASC' }
  const page = await read({ first: 2, filter, orderBy })
  assert.deepEqual(keysOf(page), ['a', 'b'])
  assert.deepEqual(keysOf(await read({ first: 2, filter, orderBy, after: page.pageInfo.endCursor })), ['c'])
  const isRefused = (argument: string) => (error: { extensions: { issues: { loc: string[] }[] } }) => {
    assert.deepEqual(error.extensions.issues[0]!.loc, [argument])
    return true
  }
  await assert.rejects(read({ filter, after: page.pageInfo.endCursor }), isRefused('after'), 'a cursor of another order')
  await assert.rejects(read({ filter, after: 'nonsense' }), isRefused('after'))
  await assert.rejects(read({ first: 1, last: 1 }), isRefused('last'))
  await assert.rejects(read({ first: 1001 }), isRefused('first'))
})

test('the pages of many parents are read in as many statements as the pages of few', async () => {
  const owners = Array.from({ length: 200 }, () => testCaller([]))
  for (const [i, owner] of owners.entries()) await fill('parents', [`x${i}`, `y${i}`, `z${i}`], owner)
  const administrator = testCaller(['sinas.states.*:all'])
  const query = `query ($users: [_Any!]!) { _entities(representations: $users) { ... on User { states(first: 2) { totalCount nodes { key } } } } }`
  const ask = (count: number) => {
    const users = owners.slice(0, count).map(({ userId }) => ({ __typename: 'User', id: userId }))
    return countStatements(() => platform.run(subgraph, query, { users }, administrator))
  }
  const few = await ask(20)
  const many = await ask(200)
  assertNotMore(few, many)
  assert.deepEqual(JSON.parse(JSON.stringify(many.result._entities[199])), {
    states: { totalCount: 3, nodes: [{ key: 'z199' }, { key: 'y199' }] },
  })
})

test('of a list that changes while it is read, what was there throughout comes exactly once', async () => {
  const stable = Array.from({ length: 2000 }, (_, i) => `stable-${i}`)
  await fill('changing', stable)
  await fill(
    'changing',
    Array.from({ length: 500 }, (_, i) => `leaving-${i}`),
  )
  let isReading = true
  const change = async () => {
    for (let i = 0; isReading; i++) {
      await fill('changing', [`new-${i}`])
      await subgraph.database.query(`delete from states.states where namespace = 'changing' and key = $1`, [`leaving-${i}`])
    }
  }
  const changing = change()
  const seen: string[] = []
  for (let cursor: string | undefined, more = true; more; ) {
    const page = await read({ first: 37, after: cursor, filter: { namespace: 'changing' } })
    seen.push(...keysOf(page))
    cursor = page.pageInfo.endCursor
    more = page.pageInfo.hasNextPage
  }
  isReading = false
  await changing
  assert.deepEqual(seen.filter((key) => key.startsWith('stable-')).sort(), stable.sort())
  assert.equal(new Set(seen).size, seen.length)
})
