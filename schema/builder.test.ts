import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'graphql'
import { z } from 'zod'
import { buildSubgraph, createBuilder } from './builder.ts'
import type { Caller, SubgraphDependencies } from './context.ts'
import { localSubgraph } from './local-subgraph.ts'
import { createLog } from './log.ts'
import { testCaller, testRequest } from './testing/platform.ts'

const builder = createBuilder()
const Size = builder.inputType('Size', { fields: (t) => ({ width: t.int({ defaultValue: 3 }), unit: t.string() }) })
builder.queryFields((t) => ({
  page: t.int({
    authScopes: { can: 'pages.read' },
    args: { limit: t.arg.int({ defaultValue: 100, validate: z.int().min(1).max(1000) }) },
    resolve: (_root, { limit }) => limit ?? -1,
  }),
  size: t.field({
    type: 'JSON',
    authScopes: { public: true },
    args: { size: t.arg({ type: Size, required: true }) },
    resolve: (_root, { size }) => size,
  }),
}))
builder.subscriptionField('pages', (t) =>
  t.int({
    authScopes: { can: 'pages.read' },
    args: { limit: t.arg.int({ required: true, validate: z.int().max(1000) }) },
    subscribe: async function* (_root, { limit }) {
      yield limit
    },
    resolve: (limit) => limit,
  }),
)
const subgraph = localSubgraph(buildSubgraph(builder), { services: {}, log: createLog('silent') } as unknown as SubgraphDependencies)
const reader = testCaller(['sinas.pages.read:own'])

async function ask(source: string, caller: Caller | null, variables = {}): Promise<unknown> {
  const { data, errors } = await subgraph.execute(parse(source), variables, testRequest(caller))
  return errors ? errors[0]!.extensions.code : data
}

test('who may not do a thing learns nothing from its validation', async () => {
  assert.equal(await ask('{ page(limit: 0) }', null), 'UNAUTHENTICATED')
  assert.equal(await ask('{ page(limit: 0) }', testCaller([])), 'FORBIDDEN')
  assert.equal(await ask('{ page(limit: 0) }', reader), 'VALIDATION')
  assert.deepEqual({ ...((await ask('{ page(limit: 5) }', reader)) as object) }, { page: 5 })
})

test('neither do subscribers', async () => {
  const codeFor = async (caller: Caller | null) => {
    const answer = await subgraph.subscribe(parse('subscription { pages(limit: 5000) }'), {}, testRequest(caller))
    return 'errors' in answer && answer.errors?.[0]?.extensions.code
  }
  assert.equal(await codeFor(null), 'UNAUTHENTICATED')
  assert.equal(await codeFor(reader), 'VALIDATION')
})

test('null is as good as absent where there is a default', async () => {
  assert.deepEqual({ ...((await ask('{ page(limit: null) }', reader)) as object) }, { page: 100 })
  assert.deepEqual({ ...((await ask('query ($n: Int) { page(limit: $n) }', reader, { n: null })) as object) }, { page: 100 })
  const sized = (await ask('{ size(size: { width: null, unit: null }) }', null)) as { size: object }
  assert.deepEqual({ ...sized.size }, { width: 3, unit: null })
})
