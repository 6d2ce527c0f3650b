import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  buildSchema,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLScalarType,
  parse,
  validate,
} from 'graphql'
import { executeByPlan } from './execute.ts'
import { OperationPlan } from './operation-plan.ts'

const schema = buildSchema(`
  scalar Odd
  enum Colour { RED GREEN }
  interface Named { name: String! }
  type Cat implements Named { name: String! lives: Int }
  type Dog implements Named { name: String! friend: Cat! }
  union Pet = Cat | Dog
  input Filter { text: String = "all" colour: Colour most: Int! = 3 tags: [String!] }
  type Row {
    id: ID!
    name: String
    odd: Odd
    colour: Colour
    tags: [String!]
    must: String!
    late: String!
    method(n: Int = 2): Int
    row: Row
    sure: Row!
    rows: [Row!]
    holes: [Row]
    told: String
  }
  type Query {
    row: Row
    sure: Row!
    rows(filter: Filter, first: Int): [Row!]!
    holes: [Row]
    grid: [[Int!]]
    mixed: [Row]
    notList: [Row]
    named(of: String): Named
    pets: [Pet]
    lost: Pet
    echo(filter: Filter, odd: Odd, id: ID, list: [Int]): String
    needs(text: String!): String
    told(deep: Int): Row
    missing: String
    race: [Row!]
    hasty: [Row!]
    wait: String
    endless: Row
  }
  type Mutation { count(by: Int): Int! fail: Int failHard: Int! slow(by: Int): Int }
  type Subscription { ticks: Int }
`)

const later = <T>(value: T, turns = 1): Promise<T> =>
  turns ? Promise.resolve().then(() => later(value, turns - 1)) : Promise.resolve(value)
const fault = (message: string) => new GraphQLError(message, { extensions: { code: message.toUpperCase(), more: [1] } })

const plain = { id: 7, name: 'a', odd: 3, colour: 'RED', tags: ['x', 'y'], must: 'm', method: ({ n }: { n: number }) => n * 2 }
const rows = [
  plain,
  {
    ...plain,
    id: 'b',
    name: null,
    tags: null,
    row: plain,
    holes: [plain, { id: null }, later(plain), later(null), Promise.reject(fault('item'))],
  },
  { ...plain, id: later('c', 3), must: undefined, row: { ...plain, must: null } },
  { ...plain, odd: 2, colour: 'BLUE', tags: [1, null, 2], name: new Error('a value that is an error') },
  {
    id: {},
    get name() {
      throw fault('getter')
    },
    method: () => Promise.reject(fault('method')),
    rows: [{ id: 1 }, { id: null }, { id: null }],
  },
]

const endless = {
  id: 1,
  get row() {
    return endless
  },
}

let counted = 0
function define(type: string, resolvers: Record<string, (source: any, args: any, context: any, info: GraphQLResolveInfo) => unknown>) {
  const fields = (schema.getType(type) as GraphQLObjectType).getFields()
  for (const [name, resolve] of Object.entries(resolvers)) fields[name]!.resolve = resolve
}
const tell = ({
  fieldName,
  fieldNodes,
  returnType,
  parentType,
  path,
  fragments,
  operation,
  variableValues,
  rootValue,
}: GraphQLResolveInfo) =>
  JSON.stringify([
    fieldName,
    fieldNodes.length,
    String(returnType),
    parentType.name,
    path,
    Object.keys(fragments),
    operation.operation,
    variableValues,
    rootValue,
  ])
Object.assign(schema.getType('Odd') as GraphQLScalarType, {
  serialize: (value: number) => (value === 0 ? null : value % 2 ? value : assert.fail(`${value} is even`)),
  parseValue: (value: number) => (value % 2 ? value : assert.fail(`${value} is even`)),
})
define('Row', { late: ({ id }) => later(`late ${id}`, 2), told: (_source, _values, _context, info) => tell(info), sure: () => later(null) })
define('Query', {
  row: () => later(rows[2]),
  sure: () => ({ ...plain, must: null }),
  rows: (_source, { first = 9 }) => rows.slice(0, first),
  holes: () => later([rows[0], null, { id: null, late: 1 }, { id: 3, must: null }]),
  grid: () => [[1, 2], [3, null], null, [later(4), later('five')]],
  mixed: () => new Set([rows[0], later(rows[1]), fault('in the list')]),
  notList: () => 'text',
  named: (_source, { of }) => ({ __typename: of, name: of, lives: 9, friend: later({ name: 'f' }) }),
  pets: () => [
    { __typename: 'Cat', name: 'c', lives: 9 },
    later({ __typename: 'Dog', name: 'd', friend: null }),
    { __typename: 'Dog', name: 'e', friend: { name: 'f' } },
  ],
  lost: () => ({ __typename: 'Row' }),
  echo: (_source, values, context) => JSON.stringify([values, context]),
  needs: (_source, { text }) => text,
  told: () => plain,
  race: () => [{ ...plain, method: () => later(null, 2).then(() => assert.fail('too late')) }, { id: null }],
  hasty: () => [{ id: later(null, 2) }, { id: null }],
  endless: () => endless,
  wait: () => later('waited', 20),
})
define('Mutation', {
  count: (_source, { by = 1 }) => later((counted += by), 3),
  fail: () => Promise.reject(fault('mutation')),
  failHard: () => {
    throw fault('hard')
  },
  slow: async (_source, { by }) => {
    const before = counted
    await later(null, 5)
    return (counted = before + by)
  },
})

/** All that can be told of an answer: errors with what no client sees as well. */
const told = ({ data, errors }: ExecutionResult) => ({
  data: JSON.stringify(data),
  errors: errors?.map((error) => ({
    ...error.toJSON(),
    path: error.path,
    nodes: error.nodes?.length,
    cause: error.originalError?.message,
  })),
})

type Case = [title: string, text: string, variables?: Record<string, unknown>, operationName?: string]

const same: Case[] = [
  ['plain rows', '{ rows(first: 1) { id name odd colour tags must late method twice: method(n: 5) __typename } }'],
  ['properties that are promises, functions, errors or throw', '{ holes { id late } rows { id name method odd colour tags } }'],
  ['null where none may be, in a row', '{ row { id name row { must id } must } missing }'],
  ['null where none may be, up to the root', '{ missing sure { id must } row { id } }'],
  ['null where none may be, once it is known', '{ row { id sure { id } } holes { sure { id } } missing }'],
  ['several faults beneath what is null already', '{ rows { id rows { id must late } holes { id late must } } }'],
  ['a fault beneath what became null while it was awaited', '{ race { method id } wait }'],
  ['items that may be null', '{ holes { id must late } mixed { id name holes { id } } grid notList { id } }'],
  ['a faulty row of several beside rows that come late', '{ mixed { late holes { id late } row { must late } } rows(first: 2) { late } }'],
  [
    'interfaces and unions',
    '{ named(of: "Cat") { __typename name ... on Cat { lives } } pets { __typename ... on Named { name } ... on Dog { friend { name lives } } } }',
  ],
  [
    'fragments',
    'query Q { row { ...A } rows(first: 2) { ...A ...B id } } fragment A on Row { id ...B } fragment B on Row { row { id name } row { odd } }',
  ],
  ['names twice', '{ rows(first: 1) { id id again: id row { id } row { name } } rows(first: 1) { name } }'],
  [
    'names of members of objects',
    '{ constructor: missing toString: missing hasOwnProperty: rows(first: 1) { valueOf: id constructor: row { id } } }',
  ],
  ['what resolvers are told', 'query Q($a: Int) { told(deep: $a) { told row { told } x: told } } ', { a: 1 }],
  [
    'defaults of variables and inputs',
    'query Q($f: Filter = {colour: RED}, $o: Odd) { echo(filter: $f, odd: $o, list: 4) b: echo(filter: {tags: "x"}) }',
  ],
  ['given variables', 'query Q($f: Filter, $o: Odd) { echo(filter: $f, odd: $o) }', { f: { text: null, tags: ['t'], most: 1 }, o: 5 }],
  [
    'variables that are wrong',
    'query Q($f: Filter!, $o: Odd, $n: Int) { echo(filter: $f, odd: $o) rows(first: $n) { id } }',
    { f: { most: 'x', un: 1 }, o: 4, n: 1.5 },
  ],
  ['variables that are absent', 'query Q($t: String!) { needs(text: $t) }'],
  ['a variable that is null where none may be', 'query Q($t: String = "x") { needs(text: $t) missing }', { t: null }],
  ['a literal that its scalar refuses', '{ echo(odd: 4) missing }'],
  ['directives', 'query Q($y: Boolean!) { missing @skip(if: $y) row @include(if: $y) { id @skip(if: $y) name } }', { y: true }],
  ['directives the other way round', 'query Q($y: Boolean!) { missing @skip(if: $y) row @include(if: $y) { id } }', { y: false }],
  ['introspection', '{ __type(name: "Row") { name } __schema { queryType { name } } missing }'],
  ['the name that is no member', '{ __proto__: missing rows(first: 1) { __proto__: row { id } id } }'],
  ['one of several operations', 'query A { missing } query B { rows(first: 1) { id } }', {}, 'B'],
  ['none of several operations', 'query A { missing } query B { missing }'],
  ['an operation that is not there', 'query A { missing }', {}, 'C'],
  ['mutations', 'mutation { a: slow(by: 2) b: count c: slow(by: 3) fail d: count(by: 10) }'],
  ['a mutation that ends the rest', 'mutation { a: count fail failHard b: count }'],
  [
    'text that looks like code',
    'query Q($a: String = "__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74d(globalThis.owned=1)") { needs(text: $a) b: needs(text: "`+(globalThis.owned=1)+`\\"];globalThis.owned=1//") __defineGetter__: missing }',
  ],
]

describe('a planned operation answers as graphql-js does', () => {
  for (const [title, text, variableValues, operationName] of same)
    for (const noLocation of [true, false])
      test(`${title}${noLocation ? '' : ', with its locations'}`, async () => {
        const document = parse(text, { noLocation })
        const request = { document, variableValues, operationName, contextValue: { who: 'me' } }
        counted = 0
        const expected = told(await execute({ schema, ...request }))
        const executePlanned = executeByPlan(schema)
        for (const time of ['first', 'again']) {
          counted = 0
          assert.deepEqual(told(await executePlanned(request)), expected, time)
        }
        assert.equal('owned' in globalThis, false)
      })

  test('what is awaited of others is heard where one fails at once', async () => {
    const heard: unknown[] = []
    const listen = (reason: unknown) => void heard.push(reason)
    process.on('unhandledRejection', listen)
    const document = parse('{ hasty { id } rows { rows { late id } holes { late id } must method } }')
    await executeByPlan(schema)({ document, operationName: undefined, variableValues: undefined, contextValue: {} })
    await new Promise((resolve) => setTimeout(resolve, 20))
    process.off('unhandledRejection', listen)
    assert.deepEqual(heard, [])
  })
})

describe('what is planned', () => {
  const planOf = (text: string) => {
    const document = parse(text)
    return OperationPlan.of(schema, document, document.definitions[0] as never)
  }

  test('queries and mutations are', () => {
    assert.deepEqual(validate(schema, parse(same[0]![1])), [])
    assert.ok(planOf(same[0]![1]))
    assert.ok(planOf('mutation { count }'))
  })

  test('what depends on variables, introspects or streams is not', () => {
    for (const text of [
      'query Q($y: Boolean!) { missing @skip(if: $y) }',
      '{ __schema { description } }',
      'subscription { ticks }',
      '{ __proto__: missing }',
    ])
      assert.equal(planOf(text), undefined, text)
  })

  test('its fields are found once for each type', () => {
    const plan = planOf('{ rows { id } }')!
    const [field] = plan.rootFields.fields
    const type = schema.getType('Row') as GraphQLObjectType
    assert.equal(plan.selection(field!, type), plan.selection(field!, type))
  })

  test('it is forgotten where fragments make much of a short document', async () => {
    const document = parse(
      `query { endless { ...A } } ${nested('A', 'B')} ${nested('B', 'C')} ${nested('C', 'D')} fragment D on Row { id }`,
    )
    const executePlanned = executeByPlan(schema)
    const answer = () =>
      executePlanned({ document, operationName: undefined, variableValues: undefined, contextValue: {} }) as ExecutionResult
    const [first, second] = [answer(), answer()]
    assert.equal(JSON.stringify(second), JSON.stringify(first))
    // Objects without a prototype are those of graphql-js.
    assert.deepEqual(
      [first, second].map(({ data }) => Object.getPrototypeOf(data) !== null),
      [true, false],
    )
  })
})

const nested = (name: string, inner: string) =>
  `fragment ${name} on Row { ${['a', 'b', 'c', 'd', 'e', 'f'].map((key) => `${key}: row { ...${inner} }`).join(' ')} }`
