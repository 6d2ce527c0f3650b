import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pino } from 'pino'
import { invalid, SinasError } from '../errors.ts'
import { describeAgent, readQuestion } from './agent-tool.ts'
import { callTool } from './answer.ts'
import { describeFunction, outputOf } from './function-tool.ts'
import { listTools, safeName, type Tool } from './tool.ts'

const tool = (call: Tool['call']): Tool => ({ name: 'one', description: '', parameters: { type: 'object' }, call })

function recorder() {
  const lines: { msg: string; err?: { message: string } }[] = []
  return { lines, log: pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) }) }
}

const RUN = { executionId: 'e1', status: 'COMPLETED', output: [1], error: null, prompt: null, schema: null } as const

test('an answer is text as it is, or JSON', async () => {
  const { log } = recorder()
  const answers = ['as it is', { a: [1] }, undefined].map((result) =>
    callTool(
      tool(async () => result),
      {},
      log,
    ),
  )
  assert.deepEqual(await Promise.all(answers), [
    { text: 'as it is', isError: false },
    { text: '{"a":[1]}', isError: false },
    { text: 'null', isError: false },
  ])
})

test('a refusal says what is wrong, and where', async () => {
  const { lines, log } = recorder()
  const refuse = (error: Error) =>
    callTool(
      tool(() => Promise.reject(error)),
      {},
      log,
    )
  assert.deepEqual(await refuse(new SinasError('NOT_FOUND', { what: 'Chat' })), { text: 'Chat not found', isError: true })
  assert.equal((await refuse(invalid(['body', 'b'], 'must be small'))).text, 'The input is not valid. body.b: Value error, must be small')
  assert.deepEqual(lines, [])
})

test('an error that was not foreseen is for the log alone, and one that was logged before is not logged again', async () => {
  const { lines, log } = recorder()
  const failing = (error: Error) =>
    callTool(
      tool(() => Promise.reject(error)),
      {},
      log,
    )
  assert.deepEqual(await failing(new Error('select secret')), { text: 'Internal Server Error', isError: true })
  await failing(new SinasError('INTERNAL'))
  await failing(new DOMException('The caller left', 'AbortError'))
  assert.deepEqual(
    lines.map(({ msg, err }) => [msg, err?.message]),
    [['a tool failed', 'select secret']],
  )
})

test('where one kind of tools fails, the others are listed, in their order', async () => {
  const { lines, log } = recorder()
  const named = (name: string) => async () => [{ ...tool(async () => null), name }]
  const failing = () => Promise.reject(new Error('away'))
  const request = { requestId: 'r1' } as never
  const listed = await listTools([named('b'), failing, named('a')], { request }, log)
  assert.deepEqual(
    listed.map(({ name }) => name),
    ['b', 'a'],
  )
  assert.equal(lines[0]!.err!.message, 'away')
})

test('a name has characters that every client takes, and no more of them than it takes', () => {
  assert.equal(safeName('a.b c/é-_9', 8), 'a_b_c__-')
})

test('a function’s arguments are an object, whatever its schema says', () => {
  const found = { namespace: 'ns', name: 'f', description: null, inputSchema: { type: ['object', 'null'], required: ['a'] } }
  assert.deepEqual(describeFunction(found), {
    name: 'ns__f',
    description: 'Runs the function ns/f.',
    parameters: { type: 'object', properties: {}, required: ['a'] },
  })
})

test('a function’s run answers its output, its question, or why it failed', () => {
  assert.deepEqual(outputOf(RUN), [1])
  // The history of a chat finds a question by its first member.
  assert.equal(
    JSON.stringify(outputOf({ ...RUN, status: 'AWAITING_INPUT', prompt: 'Age?' })),
    '{"status":"awaiting_input","execution_id":"e1","prompt":"Age?"}',
  )
  assert.throws(() => outputOf({ ...RUN, status: 'FAILED', error: 'ValueError: x' }), /ValueError: x \(execution e1\)/)
  assert.throws(() => outputOf({ ...RUN, status: 'CANCELLED' }), /The function ended as CANCELLED/)
})

test('an agent is asked beside its own input', () => {
  const inputSchema = { properties: { message: { type: 'string' } }, required: ['message'] }
  const { name, parameters } = describeAgent({ namespace: 'ns', name: 'helper', description: '', inputSchema })
  assert.equal(name, 'call_agent_ns__helper')
  assert.deepEqual(
    [Object.keys(parameters.properties as object), parameters.required],
    [
      ['message', 'prompt', '_chat_id'],
      ['message', 'prompt'],
    ],
  )
  assert.deepEqual(readQuestion({ prompt: 'Hi', message: 'own' }), { prompt: 'Hi', chatId: undefined, input: { message: 'own' } })
  assert.throws(() => readQuestion({ message: 'Hi' }), /prompt: Field required/)
})
