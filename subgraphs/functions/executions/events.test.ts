import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { parse } from 'graphql'
import type { Caller } from '../../../schema/context.ts'
import { testRequest } from '../../../schema/testing/platform.ts'
import { type FunctionsUnderTest, openFunctions } from '../functions.testing.ts'
import { type OtherProcess, startOther } from '../other-process.testing.ts'

let platform: FunctionsUnderTest
let other: OtherProcess
let ada: Caller

before(async () => {
  platform = await openFunctions()
  other = await startOther(platform.platform.databaseUrl)
  ada = await platform.user()
})
after(async () => {
  await other.stop()
  await platform[Symbol.asyncDispose]()
})

const COUNTS = `
import time
def handler(input, context):
    for n in range(4):
        print(n, flush=True)
        time.sleep(0.25)
    return {"done": True}
`

interface Seen {
  id: string
  event: string
  data: any
  at: number
}

async function follow(id: string, lastEventId?: string): Promise<Seen[]> {
  const seen: Seen[] = []
  const variables = { id, last_event_id: lastEventId }
  for await (const { result } of platform.platform.graph.subscribe('StreamExecution', variables, testRequest(ada))) {
    seen.push({ ...JSON.parse(JSON.stringify(result)), at: Date.now() })
  }
  return seen
}

const texts = (seen: Seen[]) => seen.filter(({ event }) => event === 'log').map(({ data }) => data.text)
const statuses = (seen: Seen[]) => seen.filter(({ event }) => event === 'status').map(({ data }) => data.status)

test('logs and status arrive while it runs, wherever that is, and the stream ends with it', async () => {
  const name = await platform.fn(ada, COUNTS)
  for (const run of [platform.run, other.run]) {
    const order = { namespace: 'default', name, input: {}, timeout: 1, idempotency_key: crypto.randomUUID() }
    const answer = run('ExecuteFunction', order, ada)
    let row: any
    while (!row) [row] = await platform.run('ListExecutions', { function_name: name, status: 'RUNNING' }, ada)
    const seen = await follow(row.id)
    assert.deepEqual(texts(seen), ['0\n', '1\n', '2\n', '3\n'])
    assert.deepEqual(statuses(seen), ['RUNNING', 'COMPLETED'])
    assert.deepEqual(seen.at(-1)!.data.output_data, { done: true })
    const times = seen.filter(({ event }) => event === 'log').map(({ at, data }) => at - Date.parse(data.at))
    for (const late of times) assert.ok(late < 800, `a line came ${late} ms late`)
    await answer
  }
})

test('steps are told while a run goes on, in whichever process', { timeout: 20_000 }, async () => {
  const code = `
import time
def first():
    return 1
def handler(input, context):
    for n in range(3):
        first()
        time.sleep(0.4)
    return {}
`
  const name = await platform.fn(ada, code)
  const EVENTS = 'subscription ($id: ID!) { executionEvents(id: $id) { __typename ... on ExecutionStepsChanged { begun ended } } }'
  for (const run of [platform.run, other.run]) {
    const answer = run('ExecuteFunction', { namespace: 'default', name, input: {}, idempotency_key: crypto.randomUUID() }, ada)
    let row: any
    while (!row) [row] = await platform.run('ListExecutions', { function_name: name, status: 'RUNNING' }, ada)
    const stream = await platform.subgraph.subscribe(parse(EVENTS), { id: row.id }, testRequest(ada))
    assert.ok(Symbol.asyncIterator in stream)
    const seen: [begun: number, ended: number][] = []
    for await (const { data } of stream) {
      const event = (data as any).executionEvents
      if (event.__typename === 'ExecutionStepsChanged') seen.push([event.begun, event.ended])
    }
    // Those of the code's own functions come with the next that begins or ends.
    assert.deepEqual(seen, [
      [2, 2],
      [3, 3],
    ])
    await answer
    const steps = await platform.run('ListExecutionSteps', { id: row.id }, ada)
    assert.deepEqual(
      steps.map(({ status }: { status: string }) => status),
      ['COMPLETED', 'COMPLETED', 'COMPLETED'],
    )
  }
})

test('a client that comes back gets exactly what it missed', async () => {
  const name = await platform.fn(ada, COUNTS)
  const { execution_id: id } = await platform.execute(ada, name)
  const all = await follow(id)
  assert.deepEqual(texts(all), ['0\n', '1\n', '2\n', '3\n'])
  const second = all.filter(({ event }) => event === 'log')[1]!
  assert.deepEqual(texts(await follow(id, second.id)), ['2\n', '3\n'])
  assert.deepEqual(statuses(await follow(id, all.at(-1)!.id)), ['COMPLETED'])
})

test('a client that leaves ends its stream at once, and other people’s executions can’t be followed', async () => {
  const name = await platform.fn(ada, COUNTS)
  const { execution_id: id } = await platform.execute(ada, name, {}, { timeout: 1 })
  const leaving = new AbortController()
  const stream = platform.platform.graph.subscribe('StreamExecution', { id }, testRequest(ada, leaving.signal))
  await stream.next()
  const parked = (async () => {
    for await (const _ of stream);
  })()
  leaving.abort()
  await parked
  const bob = await platform.user()
  await assert.rejects(platform.platform.graph.subscribe('StreamExecution', { id }, testRequest(bob)).next(), /Not authorized/)
})
