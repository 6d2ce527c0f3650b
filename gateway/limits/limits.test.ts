import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { buildSchema, getOperationAST, parse } from 'graphql'
import type { SinasError } from '../../schema/errors.ts'
import { answerSize } from './answer-size.ts'
import { shapeOf } from './query-shape.ts'

const schema = buildSchema(`
  type Query {
    me: User
    users(first: Int, last: Int): UserConnection!
    executions(limit: Int = 40, skip: Int): [Execution!]!
    jobs(limit: Int): [Execution!]!
  }
  type UserConnection { edges: [UserEdge!]! nodes: [User!]! pageInfo: PageInfo! totalCount: Int! }
  type UserEdge { cursor: String! node: User! }
  type PageInfo { endCursor: String hasNextPage: Boolean! }
  type User { id: ID! tags: [String!]! groups: [Group!]! executions(first: Int = 25): ExecutionConnection! }
  type Group { name: String! members: [User!]! }
  type ExecutionConnection { nodes: [Execution!]! totalCount: Int! }
  type Execution { id: ID! user: User! }
`)

function sizeOf(query: string, values?: Record<string, unknown>) {
  const document = parse(query)
  return answerSize(schema, document, getOperationAST(document)!, values)
}

describe('how much a query may return', () => {
  const cases: [what: string, query: string, nodes: number, cost: number, values?: Record<string, unknown>][] = [
    ['one object has no nodes', '{ me { id tags } }', 0, 3],
    ['a page is as large as asked for', '{ users(first: 10) { nodes { id } totalCount } }', 10, 13],
    ['edges are the items of the same page', '{ users(first: 10) { edges { cursor node { id } } } }', 10, 32],
    ['the last items are a page too', '{ users(last: 7) { nodes { id } } }', 7, 9],
    [
      'pages are multiplied along the path',
      '{ users(first: 10) { nodes { executions(first: 5) { nodes { user { id } } } } } }',
      60,
      2 + 10 * (2 + 5 * 2),
    ],
    ['each path counts', '{ a: users(first: 10) { nodes { id } } b: users(first: 20) { nodes { id } } }', 30, 34],
    ['a default of the schema is the size of a page', '{ executions { id } me { executions { totalCount } } }', 65, 44],
    ['without a default a page has fifty items', '{ users { totalCount } jobs { id } }', 100, 53],
    ['a list without pages is a short one', '{ me { groups { members { id } } } }', 20 + 400, 2 + 20 * 21],
    ['a list that takes a limit is as long as that', '{ executions(limit: 1000) { id } }', 1000, 1001],
    ['a variable counts', 'query ($n: Int!) { users(first: $n) { totalCount } }', 30, 2, { n: 30 }],
    ['the default of a variable counts', 'query ($n: Int = 12) { users(first: $n) { totalCount } }', 12, 2],
    ['a variable that is null is none', 'query ($n: Int = 12) { users(first: $n) { totalCount } }', 50, 2, { n: null }],
    [
      'a fragment counts where it is used',
      'fragment F on User { id } { users(first: 10) { nodes { ...F } } me { ... on User { ...F } } }',
      10,
      14,
    ],
    [
      'a fragment on a connection has its page',
      'fragment C on UserConnection { nodes { id } } { a: users(first: 2) { ...C } b: users(first: 3) { ...C } }',
      5,
      9,
    ],
    [
      'what is left out costs nothing',
      'query ($no: Boolean!) { me { id } users @include(if: $no) { nodes { id } } jobs @skip(if: true) { id } }',
      0,
      2,
      { no: false },
    ],
    ['introspection is not counted', '{ __typename __schema { types { name } } }', 0, 0],
  ]
  for (const [what, query, nodes, cost, values] of cases) test(what, () => assert.deepEqual(sizeOf(query, values), { nodes, cost }))

  test('fragments that use each other many times are measured in no time', () => {
    const doubling = Array.from({ length: 200 }, (_, i) => `fragment F${i} on User { ...F${i + 1} ...F${i + 1} }`).join(' ')
    const { cost } = sizeOf(`{ me { ...F0 } } ${doubling} fragment F200 on User { id }`)
    assert.equal(cost, 2 ** 200)
  })

  test('a page is between one item and the most that its place allows', () => {
    const fault = (query: string, values?: Record<string, unknown>) => {
      try {
        sizeOf(query, values)
      } catch (error) {
        return [(error as SinasError).code, (error as SinasError).message]
      }
      return 'no fault'
    }
    const told = 'and must be between 1 and'
    assert.deepEqual(fault('{ users(first: 1001) { totalCount } }'), [
      'PAGE_SIZE_INVALID',
      `users(first:) is 1001, ${told} 1000: ask for the next page with a cursor`,
    ])
    assert.match(
      fault('query ($n: Int) { me { executions(first: $n) { totalCount } } }', { n: 101 })[1]!,
      /executions\(first:\) is 101, .* 100:/,
    )
    for (const size of [0, -5]) assert.equal(fault(`{ users(last: ${size}) { totalCount } }`)[0], 'PAGE_SIZE_INVALID')
    assert.equal(fault('{ users(first: 1000) { totalCount } me { executions(first: 100) { totalCount } } }'), 'no fault')
  })
})

describe('what is counted of a document', () => {
  test('is its levels, its aliases and its directives, those of fragments where they are used', () => {
    const shape = (query: string) => Object.values(shapeOf(parse(query)))
    assert.deepEqual(shape('{ me { id } }'), [2, 0, 0])
    assert.deepEqual(shape('query @a { x: me @b { ... @c { y: id } __typename z: __typename } }'), [2, 2, 3])
    assert.deepEqual(shape('{ me { ...F } b: me { ...F } } fragment F on User { c: groups { name @d } }'), [3, 3, 2])
    assert.deepEqual(shape('query A { me { id } } query B { b: me { groups { name } } }'), [3, 1, 0])
  })

  test('ends where fragments go round in circles', () => {
    assert.deepEqual(shapeOf(parse('{ me { ...A } } fragment A on User { a: id ...B } fragment B on User { ...A }')), {
      depth: 2,
      aliases: 1,
      directives: 0,
    })
  })
})
