import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { buildSchema, GraphQLError, getOperationAST, parse } from 'graphql'
import { Completion } from './complete.ts'

const schema = buildSchema(`
  type Query { user: User users: [User] all: [User!] me: User! }
  type User { id: ID! email: String! name: String role: Role friends: [User!] tags: [[String!]]! }
  enum Role { ADMIN MEMBER }
`)

function complete(query: string, data: Record<string, unknown>, { values = {}, errors = [] as GraphQLError[] } = {}) {
  const document = parse(query)
  const answer = new Completion(schema, document, values).answer(getOperationAST(document)!, { data, errors })
  return { data: answer.data, errors: answer.errors?.map(({ message, path }) => [message, path?.join('.')]) }
}

const ada = { __typename: 'User', id: '1', email: 'ada@example.com', role: 'ADMIN', name: null }

describe('an answer', () => {
  test('has what was asked for, in its order, and nothing that was needed on the way', () => {
    const { data } = complete('{ a: user { email ...F type: __typename } } fragment F on User { n: name ... { id } }', {
      a: { ...ada, n: 'Ada' },
    })
    assert.equal(JSON.stringify(data), '{"a":{"email":"ada@example.com","n":"Ada","id":"1","type":"User"}}')
  })

  test('leaves out what a directive leaves out', () => {
    const query = 'query ($no: Boolean!) { user { id email @include(if: $no) ...F @skip(if: true) } } fragment F on User { name }'
    assert.deepEqual({ ...complete(query, { user: ada }, { values: { no: false } }).data }, { user: { id: '1' } })
  })

  test('has null where nothing was said', () => {
    assert.deepEqual(complete('{ user { id name } users { id } }', { user: { id: '1' } }), {
      data: { user: { id: '1', name: null }, users: null },
      errors: undefined,
    })
    assert.deepEqual(complete('{ users { id } }', { users: [null, { id: '2' }] }).data, { users: [null, { id: '2' }] })
  })

  test('has null in place of a value that clients don’t know', () => {
    assert.deepEqual(complete('{ user { role } }', { user: { role: 'SECRET' } }).data, { user: { role: null } })
  })

  test('has null where what is in it may not be null, and says so once', () => {
    const told = (name: string, path: string) => [[`Cannot return null for non-nullable field User.${name}.`, path]]
    assert.deepEqual(complete('{ user { email } }', { user: { id: '1' } }), { data: { user: null }, errors: told('email', 'user.email') })
    assert.deepEqual(complete('{ users { email } }', { users: [ada, {}] }), {
      data: { users: [{ email: ada.email }, null] },
      errors: told('email', 'users.1.email'),
    })
    assert.deepEqual(complete('{ all { email } user { id } }', { all: [ada, {}], user: ada }), {
      data: { all: null, user: { id: '1' } },
      errors: told('email', 'all.1.email'),
    })
    assert.deepEqual(complete('{ user { tags } }', { user: { tags: [['x'], null] } }).data, { user: { tags: [['x'], null] } })
    assert.deepEqual(complete('{ me { email } }', { me: {} }), { data: null, errors: told('email', 'me.email') })
    assert.deepEqual(complete('{ me { id } }', {}).errors, [['Cannot return null for non-nullable field Query.me.', 'me']])
  })

  test('tells an error of a subgraph, and not the nulls that come of it', () => {
    const away = new GraphQLError('away', { path: ['users', 0] })
    const answer = complete('{ users { email } all { email } }', { users: [{}, {}], all: [ada] }, { errors: [away] })
    assert.deepEqual(answer.data, { users: [null, null], all: [{ email: ada.email }] })
    assert.deepEqual(answer.errors, [
      ['away', 'users.0'],
      ['Cannot return null for non-nullable field User.email.', 'users.1.email'],
    ])
  })
})
