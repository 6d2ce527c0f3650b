import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { until } from '../schema/testing/until.ts'
import { ADMIN, startTestGateway, type TestGateway } from './gateway.testing.ts'

let platform: TestGateway
let token: string

before(async () => {
  platform = await startTestGateway()
  token = (await platform.login(ADMIN)).access_token
})
after(() => platform.close())

/** 10 MB as UTF-8, of two bytes a letter. */
const TEXT = 'é'.repeat(5 * 1024 * 1024)

async function create(name: string, body: string): Promise<void> {
  const code = `def handler(input, context):\n    ${body}\n`
  assert.equal((await platform.request('POST', '/api/v1/functions', { token, body: { name, code } })).status, 201)
}

const execute = (name: string, input: unknown = {}) =>
  platform.request('POST', `/functions/default/${name}/execute`, { token, body: { input } })

const ECHO = 'function: { name: { namespace: "default", name: "echo" } }'

/** @returns what `act` does, how long it took in seconds, and by how many MB this process, with all subgraphs, grew at most */
async function measure<T>(act: () => Promise<T>): Promise<{ result: T; seconds: number; megabytes: number }> {
  const before = process.memoryUsage.rss()
  const began = performance.now()
  let most = before
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 5)
  const result = await act()
  clearInterval(watch)
  return { result, seconds: (performance.now() - began) / 1000, megabytes: (most - before) / 2 ** 20 }
}

test('10 MB go in and come out by every door', async () => {
  await create('echo', 'return input')
  const { body: rest } = await execute('echo', { text: TEXT })
  assert.equal(rest.status, 'success', rest.error)
  assert.ok(rest.result.text === TEXT)

  const inline = (text: string) => `mutation { executeFunction(input: { ${ECHO}, input: { text: "${text}" } }) { result } }`
  const short = TEXT.slice(0, 90_000)
  assert.ok((await platform.graphql(inline(short), {}, token)).data.executeFunction.result.text === short)
  const { errors } = await platform.graphql(inline(TEXT), {}, token)
  assert.match(errors![0]!.message, /longer than 100000 characters: send values as variables/)
  const variable = `mutation($input: JSON) { executeFunction(input: { ${ECHO}, input: $input }) { execution { inputData } } }`
  const { data } = await platform.graphql(variable, { input: { text: TEXT } }, token)
  assert.ok(data.executeFunction.execution.inputData.text === TEXT)

  const queued = await platform.request('POST', '/functions/default/echo/execute/async', { token, body: { input: { text: TEXT } } })
  assert.equal(queued.status, 202)
  const row = await until(async () => {
    const { body } = await platform.request('GET', `/api/v1/executions/${queued.body.execution_id}`, { token })
    return body.status === 'COMPLETED' && body
  }, 'the queued call to end')
  assert.ok(row.output_data.text === TEXT)
})

test('a gigabyte that is returned, raised or printed is an error or a note, at once and at the function’s cost alone', async () => {
  await create('returns', 'return {"text": "x" * 2**30}')
  await create('builds', 'return {"parts": ["x" * 2**20] * 2**10}')
  await create('raises', 'raise ValueError("x" * 2**28)')
  await create('prints', 'for _ in range(2**10): print("x" * 2**20)\n    return {}')
  // What the first call of all brings into memory is none of theirs.
  await execute('echo')
  const errors = {
    returns: /more memory than the 512 MB/,
    builds: /more memory than|at most 16777216 can be returned/,
    raises: /^ValueError: x+/,
  }
  for (const [name, error] of Object.entries(errors)) {
    const { result, seconds, megabytes } = await measure(() => execute(name))
    assert.match(result.body.error, error)
    assert.ok(result.body.error.length < 5000)
    assert.ok(seconds < 20 && megabytes < 60, `${name}: ${seconds} s, ${megabytes} MB`)
  }
  const { result, megabytes } = await measure(() => execute('prints'))
  assert.equal(result.body.status, 'success', result.body.error)
  assert.ok(megabytes < 60, `${megabytes} MB`)
  const { body: logs } = await platform.request('GET', `/api/v1/executions/${result.body.execution_id}/logs`, { token })
  const text = logs.map((entry: { text: string }) => entry.text).join('')
  assert.ok(text.length < 300_000)
  assert.match(text.slice(-50), /x\n\[log truncated\]\n$/)
})

test('more than a request may have is refused with what it may', async () => {
  const { status, body } = await execute('echo', { text: 'x'.repeat(16 * 1024 * 1024) })
  assert.deepEqual([status, body.code], [413, 'PAYLOAD_TOO_LARGE'])
  assert.match(body.detail, /11010048 bytes/)
})
