import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GraphQLInt, GraphQLNonNull, GraphQLObjectType, GraphQLScalarType, GraphQLSchema, parse } from 'graphql'
import type { Context, SubgraphDependencies } from './context.ts'
import { localSubgraph } from './local-subgraph.ts'
import { createLog } from './log.ts'
import { administrator, testRequest } from './testing/platform.ts'

const readBefore = new WeakSet<object>()

/** Reads as a dataloader does: once for a context. */
function read(_: unknown, __: unknown, context: Context): number {
  context.may('sinas.users.read:all')
  const isStale = readBefore.has(context)
  readBefore.add(context)
  return isStale ? 0 : 1
}

async function* ticks() {
  for (const tick of [1, 2, 3]) yield { tick }
}

const number = new GraphQLNonNull(GraphQLInt)
let textsRead = 0
const Text = new GraphQLScalarType({
  name: 'Text',
  parseValue(value) {
    textsRead++
    return value
  },
})
const Tick = new GraphQLObjectType({
  name: 'Tick',
  fields: {
    tick: {
      type: number,
      args: { times: { type: GraphQLInt } },
      resolve: (event, { times }) => (event as { tick: number }).tick * (times ?? 1),
    },
    fresh: { type: number, resolve: read },
  },
})
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({ name: 'Query', fields: { nothing: { type: GraphQLInt } } }),
  subscription: new GraphQLObjectType({
    name: 'Subscription',
    fields: {
      ticks: { type: Tick, subscribe: ticks, resolve: (event) => event },
      ticksOf: { type: Tick, args: { text: { type: new GraphQLNonNull(Text) } }, subscribe: ticks, resolve: (event) => event },
    },
  }),
})
const subgraph = localSubgraph(schema, { services: {}, log: createLog('silent') } as unknown as SubgraphDependencies)

test('each event of a subscription is read anew, and the request keeps nothing of it', async () => {
  const request = testRequest(administrator())
  const events = await subgraph.subscribe(parse('subscription { ticks { tick fresh } }'), {}, request)
  assert.ok(Symbol.asyncIterator in events)
  const seen: unknown[] = []
  for await (const { data } of events) seen.push(JSON.parse(JSON.stringify(data!.ticks)))
  assert.deepEqual(
    seen,
    [1, 2, 3].map((tick) => ({ tick, fresh: 1 })),
  )
  assert.deepEqual(request.decisions, [])
})

test('arguments of a subscription are read once, those of fields of its events with each event', async () => {
  const document = parse(`
    subscription Ticks($text: Text!, $times: Int, $isLeft: Boolean!) { ...OfRoot }
    fragment OfRoot on Subscription { mine: ticksOf(text: $text) @skip(if: $isLeft) { tick(times: $times) } }`)
  for (const times of [10, 20]) {
    textsRead = 0
    const events = await subgraph.subscribe(document, { text: 'long', times, isLeft: false }, testRequest(administrator()))
    assert.ok(Symbol.asyncIterator in events)
    const seen: unknown[] = []
    for await (const { data } of events) seen.push(data!.mine)
    assert.deepEqual(JSON.parse(JSON.stringify(seen)), [{ tick: times }, { tick: 2 * times }, { tick: 3 * times }])
    assert.equal(textsRead, 1)
  }
})
