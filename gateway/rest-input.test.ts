import assert from 'node:assert/strict'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { buildSchema } from 'graphql'
import type { SinasError } from '../schema/errors.ts'
import { loadOperations } from '../schema/operations.ts'
import { createInputReader, type InputReader } from './rest-input.ts'

const schema = buildSchema(`
  scalar JSON
  enum Mode { SYNC ASYNC }
  input ItemInput { itemName: String!, count: Int, mode: Mode, tags: [String!], data: JSON }
  type Query { items(limit: Int, flag: Boolean, tags: [String!]): [String!]! }
  type Mutation { updateItem(id: String!, input: ItemInput!): String! }
`)

let update: InputReader
let list: InputReader

before(async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'operations-'))
  await writeFile(
    path.join(folder, 'items.graphql'),
    `# Changes an item.
    mutation UpdateItem($id: String!, $item_name: String!, $count: Int, $mode: Mode, $tags: [String!], $data: JSON)
    @rest(method: PATCH, path: "/items/:id") {
      result: updateItem(id: $id, input: { itemName: $item_name, count: $count, mode: $mode, tags: $tags, data: $data })
    }
    query Items($limit: Int = 100, $flag: Boolean, $tags: [String!]) @rest(method: GET, path: "/items") {
      result: items(limit: $limit, flag: $flag, tags: $tags)
    }`,
  )
  const operations = loadOperations(pathToFileURL(`${folder}/`))
  assert.equal(operations.get('UpdateItem')!.description, 'Changes an item.')
  update = createInputReader(operations.get('UpdateItem')!, schema)
  list = createInputReader(operations.get('Items')!, schema)
})

const input = (over: object) => ({ params: { id: '1' }, query: {}, headers: {}, body: {}, ...over })

function issuesOf(run: () => unknown): unknown[] {
  try {
    run()
  } catch (error) {
    return ((error as SinasError).extensions.issues as { type: string; loc: unknown[] }[]).map(({ type, loc }) => [type, loc])
  }
  return []
}

test('path, body and unknown fields: what is known is read, the rest is ignored', () => {
  const variables = update.read(input({ body: { item_name: 'a', count: 2, data: { b: [1, null] }, other: true } }))
  assert.deepEqual(variables, { id: '1', item_name: 'a', count: 2, data: { b: [1, null] } })
})

test('numbers, booleans and lists are read from a query string', () => {
  assert.deepEqual(list.read(input({ query: { limit: '5', flag: 'true', tags: 'a,b' } })), { limit: 5, flag: true, tags: ['a', 'b'] })
})

test('null is as good as absent', () => {
  assert.deepEqual(update.read(input({ body: { item_name: 'a', count: null } })), { id: '1', item_name: 'a' })
})

test('every fault is named by its place, in the words of the REST API', () => {
  assert.deepEqual(
    issuesOf(() => update.read(input({ body: { count: 'many', mode: 'SOON', tags: ['a', 1] } }))),
    [
      ['missing', ['body', 'item_name']],
      ['int_parsing', ['body', 'count']],
      ['enum', ['body', 'mode']],
      ['string_type', ['body', 'tags', 1]],
    ],
  )
  assert.deepEqual(
    issuesOf(() => list.read(input({ query: { limit: 'x' } }))),
    [['int_parsing', ['query', 'limit']]],
  )
  assert.deepEqual(issuesOf(() => update.read(input({ body: [] }))).at(0), ['model_attributes_type', ['body']])
})

test('an issue of the graph is located where the REST client wrote the value', () => {
  const located = update.locate([
    { type: 'value_error', loc: ['input', 'itemName'], msg: '' },
    { type: 'value_error', loc: ['id'], msg: '' },
  ])
  assert.deepEqual(
    located.map(({ loc }) => loc),
    [
      ['body', 'item_name'],
      ['path', 'id'],
    ],
  )
})
