import assert from 'node:assert/strict'
import { beforeEach, mock, test } from 'node:test'
import { parse } from 'graphql'
import type { SubgraphEndpoint } from '../schema/graph.ts'
import { testCaller, testRequest } from '../schema/testing/platform.ts'
import { subgraphs } from '../subgraphs/index.ts'
import { KNOWN_FOR_MS, KnownCallers } from './known-callers.ts'
import { forgettingCallers } from './rights-changes.ts'

const ada = testCaller([])

let callers: KnownCallers
let lookUps: number

const found =
  (validForMs: number | null = null) =>
  async () => {
    lookUps++
    return { caller: ada, validForMs }
  }

beforeEach(() => {
  callers = new KnownCallers()
  callers.refresh()
  lookUps = 0
})

/** Lets the clock of the cache run. */
function withClock(run: (pass: (ms: number) => void) => Promise<void>): () => Promise<void> {
  return async () => {
    let passed = 0
    const start = performance.now()
    const now = mock.method(performance, 'now', () => start + passed)
    try {
      await run((ms) => (passed += ms))
    } finally {
      now.mock.restore()
    }
  }
}

test('requests of one moment look their caller up once', async () => {
  const [one, two] = await Promise.all([callers.find('credential', 'a', found()), callers.find('credential', 'a', found())])
  assert.deepEqual(
    [one, two, await callers.find('credential', 'a', found())].map((known) => known.caller),
    [ada, ada, ada],
  )
  assert.equal(lookUps, 1)
  await callers.find('credential', 'b', found())
  assert.equal(lookUps, 2)
  await callers.find('session', 'a', found())
  assert.equal(lookUps, 3, 'what is good in a header is not so in a cookie')
})

test(
  'a caller is known for a second from when they were asked for, however long the answer took',
  withClock(async (pass) => {
    const slow = Promise.withResolvers<void>()
    const first = callers.find('credential', 'a', async () => {
      await slow.promise
      return found()()
    })
    pass(KNOWN_FOR_MS - 1)
    slow.resolve()
    await first
    await callers.find('credential', 'a', found())
    assert.equal(lookUps, 1)
    pass(2)
    await callers.find('credential', 'a', found())
    assert.equal(lookUps, 2)
  }),
)

test(
  'a caller is known no longer than their credential is good',
  withClock(async (pass) => {
    await callers.find('credential', 'a', found(200))
    pass(199)
    await callers.find('credential', 'a', found(1))
    assert.equal(lookUps, 1)
    pass(2)
    await callers.find('credential', 'a', found(0.4))
    await callers.find('credential', 'a', found(-5))
    await callers.find('credential', 'a', found())
    assert.equal(lookUps, 4)
  }),
)

test('an answer that was asked for before a change answers nobody after it', async () => {
  const before = Promise.withResolvers<null>()
  const early = callers.find('credential', 'a', async () => {
    await before.promise
    return found()()
  })
  callers.forget()
  assert.equal(await callers.find('credential', 'a', async () => null), null, 'the one after does not wait for the one before')
  before.resolve(null)
  assert.equal((await early).caller, ada)
  assert.equal(await callers.find('credential', 'a', async () => null), null)
})

test('a wrong credential is looked up each time, and so is one that could not be looked up', async () => {
  for (let i = 0; i < 3; i++)
    assert.equal(
      await callers.find('credential', 'wrong', async () => {
        lookUps++
        return null
      }),
      null,
    )
  assert.equal(lookUps, 3)
  await assert.rejects(
    callers.find('credential', 'a', async () => Promise.reject(new Error('away'))),
    /away/,
  )
  assert.equal((await callers.find('credential', 'a', found())).caller, ada)
})

test('nobody is known while changes may be missed', async () => {
  await callers.find('credential', 'a', found())
  callers.suspend()
  await callers.find('credential', 'a', found())
  await callers.find('credential', 'a', found())
  assert.equal(lookUps, 3)
  callers.refresh()
  await callers.find('credential', 'a', found())
  await callers.find('credential', 'a', found())
  assert.equal(lookUps, 4)
  const unheard = new KnownCallers()
  await unheard.find('credential', 'a', found())
  await unheard.find('credential', 'a', found())
  assert.equal(lookUps, 6, 'nor before this process has listened')
})

test('whatever mutation of identity is answered, or fails, everybody is forgotten before its caller is told', async () => {
  const { schema } = subgraphs.identity!
  let answer: () => Promise<object> = async () => ({ data: {} })
  const endpoint = { schema, execute: () => answer(), subscribe: () => answer() } as unknown as SubgraphEndpoint
  const identity = forgettingCallers(endpoint, callers)
  const fields = Object.keys(schema.getMutationType()!.getFields())
  assert.ok(fields.length > 15)
  for (const field of fields) {
    for (const outcome of [async () => ({ data: {} }), async () => Promise.reject(new Error('after it was written'))]) {
      answer = outcome
      lookUps = 0
      callers.forget()
      await callers.find('credential', 'a', found())
      await identity.execute(parse(`mutation { ${field} }`), {}, testRequest(null)).catch(() => undefined)
      await callers.find('credential', 'a', found())
      assert.equal(lookUps, 2, field)
    }
  }
  lookUps = 0
  answer = async () => ({ data: {} })
  await callers.find('credential', 'a', found())
  await identity.execute(parse('{ me { id } }'), {}, testRequest(null))
  await callers.find('credential', 'a', found())
  assert.equal(lookUps, 0, 'a query changes nothing')
})
