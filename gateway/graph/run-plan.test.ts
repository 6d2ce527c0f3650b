import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { PlanNode } from '@graphql-hive/router-query-planner'
import { type DocumentNode, GraphQLError, print } from 'graphql'
import { internalRequest } from '../../schema/context.ts'
import type { SubgraphEndpoint } from '../../schema/graph.ts'
import { stepsOf } from './plan.ts'
import { runPlan } from './run-plan.ts'

type Answer = (variables: Record<string, unknown>) => { data?: Record<string, unknown> | null; errors?: GraphQLError[] }

/** Runs a plan on scripted subgraphs. */
async function run(plan: PlanNode, subgraphs: Record<string, Answer>, values: Record<string, unknown> = {}) {
  const asked: string[] = []
  const endpoints = new Map(
    Object.entries(subgraphs).map(([name, answer]) => {
      const execute = async (document: DocumentNode, variables: Record<string, unknown> = {}) => {
        asked.push(`${name} ${print(document).replace(/\s+/g, ' ')} ${JSON.stringify(variables)}`)
        return answer(variables)
      }
      return [name, { execute } as unknown as SubgraphEndpoint]
    }),
  )
  const { data, errors } = await runPlan(stepsOf(plan)!, { endpoints, values, info: internalRequest(null, 'test') })
  return { asked, data, errors: errors.map(({ message, path, extensions }) => [message, path?.join('.'), extensions.code]) }
}

const books: PlanNode = { kind: 'Fetch', serviceName: 'books', operation: '{ books { author { __typename id } } }' }
const requires = [
  {
    kind: 'InlineFragment' as const,
    typeCondition: 'Author',
    selections: [
      { kind: 'Field' as const, name: '__typename' },
      { kind: 'Field' as const, name: 'id' },
    ],
  },
]
const authors: PlanNode = {
  kind: 'Flatten',
  path: [{ Field: 'books' }, '@', { Field: 'author' }],
  node: {
    kind: 'Fetch',
    serviceName: 'authors',
    operation: 'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Author { name } } }',
    requires,
  },
}
const both: PlanNode = { kind: 'Sequence', nodes: [books, authors] }
const author = (id: string) => ({ author: { __typename: 'Author', id } })

describe('a plan', () => {
  test('asks for each entity once, wherever it stands', async () => {
    const { asked, data } = await run(both, {
      books: () => ({ data: { books: [author('1'), author('2'), { author: null }, author('1')] } }),
      authors: () => ({ data: { _entities: [{ name: 'Ada' }, null] } }),
    })
    assert.match(asked[1]!, /\{"representations":\[\{"__typename":"Author","id":"1"\},\{"__typename":"Author","id":"2"\}\]\}$/)
    const ada = { author: { __typename: 'Author', id: '1', name: 'Ada' } }
    assert.deepEqual(data, { books: [ada, author('2'), { author: null }, ada] })
  })

  test('asks nothing where there is no entity', async () => {
    const { asked } = await run(both, { books: () => ({ data: { books: [] } }), authors: () => assert.fail('asked') })
    assert.equal(asked.length, 1)
  })

  test('tells an error of an entity at each place where it stands', async () => {
    const { errors } = await run(both, {
      books: () => ({ data: { books: [author('1'), author('2'), author('1')] } }),
      authors: () => ({
        data: { _entities: [{ name: null }, { name: 'B' }] },
        errors: [new GraphQLError('no', { path: ['_entities', 0, 'name'], extensions: { code: 'FORBIDDEN' } })],
      }),
    })
    assert.deepEqual(errors, [
      ['no', 'books.0.author.name', 'FORBIDDEN'],
      ['no', 'books.2.author.name', 'FORBIDDEN'],
    ])
  })

  test('goes on where a subgraph is away, and says where that is missed', async () => {
    const away = () => {
      throw new GraphQLError('away', { extensions: { code: 'UNAVAILABLE' } })
    }
    const noAuthors = await run(both, { books: () => ({ data: { books: [author('1')] } }), authors: away })
    assert.deepEqual([noAuthors.data, noAuthors.errors], [{ books: [author('1')] }, [['away', 'books.0.author', 'UNAVAILABLE']]])
    const parallel: PlanNode = {
      kind: 'Parallel',
      nodes: [both, { kind: 'Fetch', serviceName: 'shelves', operation: '{ a: shelf b: shelf }' }],
    }
    const noShelves = await run(parallel, { books: () => ({ data: { books: [] } }), authors: away, shelves: away })
    assert.deepEqual([noShelves.data, noShelves.errors.map(([, path]) => path)], [{ books: [] }, ['a', 'b']])
  })

  test('follows its conditions, and gives a subgraph the variables that it uses', async () => {
    const fetch = (serviceName: string): PlanNode => ({
      kind: 'Fetch',
      serviceName,
      operation: 'query ($n: Int, $m: Int) { x(n: $n, m: $m) }',
      variableUsages: ['n', 'm'],
    })
    const plan: PlanNode = { kind: 'Condition', condition: 'yes', ifClause: fetch('one'), elseClause: fetch('other') }
    const subgraphs = { one: () => ({ data: { x: 1 } }), other: () => ({ data: { x: 2 } }) }
    const taken = await run(plan, subgraphs, { yes: true, n: 3, z: 1 })
    assert.deepEqual(taken.data, { x: 1 })
    assert.match(taken.asked[0]!, /\{"n":3\}$/)
    assert.deepEqual((await run(plan, subgraphs, { yes: false })).data, { x: 2 })
  })

  test('puts several entities of one request where they belong', async () => {
    const alias = (name: string, field: string) => ({
      alias: name,
      representationsVariableName: `reps${name}`,
      paths: [[{ Field: 'books' }, '@' as const, { Field: field }]],
      requires,
    })
    const batch: PlanNode = {
      kind: 'BatchFetch',
      serviceName: 'authors',
      operation:
        'query ($repsa: [_Any!]!, $repsb: [_Any!]!) { a: _entities(representations: $repsa) { __typename } b: _entities(representations: $repsb) { __typename } }',
      entityBatch: { aliases: [alias('a', 'author'), alias('b', 'editor')] },
    }
    const { data, errors } = await run(
      { kind: 'Sequence', nodes: [books, batch] },
      {
        books: () => ({ data: { books: [{ ...author('1'), editor: { __typename: 'Author', id: '2' } }] } }),
        authors: () => ({
          data: { a: [{ name: 'A' }], b: [{ name: 'B' }] },
          errors: [new GraphQLError('late', { path: ['b', 0, 'name'] })],
        }),
      },
    )
    const [book] = data.books as { author: { name: string }; editor: { name: string } }[]
    assert.deepEqual([book!.author.name, book!.editor.name], ['A', 'B'])
    assert.deepEqual(errors, [['late', 'books.0.editor.name', undefined]])
  })

  test('that has nodes which are not handled is left to the runtime', () => {
    const rewrites = [{ KeyRenamer: { path: [{ Key: 'a' }], renameKeyTo: 'b' } }]
    assert.equal(stepsOf({ ...books, outputRewrites: rewrites }), undefined)
    assert.equal(stepsOf({ kind: 'Subscription', primary: books }), undefined)
    assert.equal(stepsOf({ kind: 'Sequence', nodes: [books, { ...authors, path: [{ TypeCondition: ['Author'] }] }] }), undefined)
  })
})
