import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { LanguageModelV3CallOptions } from '@ai-sdk/provider'
import { answering } from '../../../schema/testing/answering.ts'
import { until } from '../../../schema/testing/until.ts'
import { LeadingText } from './leading-text.ts'
import { type StreamingModel, withQuickText } from './quick-text.ts'
import { ReplyReader, streamParts } from './reply.ts'

const CALL: LanguageModelV3CallOptions = { prompt: [{ role: 'user', content: [{ type: 'text', text: 'Go' }] }] }

let server: Server
let answer: (response: ServerResponse) => unknown
let left = 0
/** The SDK alone, and with the text read here. */
let sdk: StreamingModel
let quick: StreamingModel

before(async () => {
  server = createServer(
    answering((_, response) => {
      response.on('close', () => void left++)
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      return answer(response)
    }),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const settings = { name: 'openai', baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, includeUsage: true }
  sdk = createOpenAICompatible(settings)('model')
  quick = withQuickText((send) => createOpenAICompatible({ ...settings, fetch: send })('model'))
})
after(() => {
  server.closeAllConnections()
  server.close()
})

const event = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`
const chunk = (delta: object, rest: object = {}) => event({ id: 'c', created: 1, model: 'm', choices: [{ index: 0, delta, ...rest }] })
const END = chunk({}, { finish_reason: 'stop' })
const USAGE = event({ id: 'c', choices: [], usage: { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 } })
const DONE = 'data: [DONE]\n\n'
const call = (fields: object) => chunk({ tool_calls: [{ index: 0, ...fields }] })

const ANSWERS: Record<string, string[]> = {
  text: [chunk({ role: 'assistant', content: '' }), chunk({ content: 'Grüße, ' }), chunk({ content: '😀\n' }), END, USAGE, DONE],
  'text, then a call': [
    chunk({ content: 'Look: ', refusal: null, tool_calls: [] }),
    call({ id: 'a', type: 'function', function: { name: 'tea', arguments: '' } }),
    call({ function: { arguments: '{"a":' } }),
    call({ function: { arguments: '1}' } }),
    chunk({ content: 'and text again' }),
    chunk({}, { finish_reason: 'tool_calls' }),
    USAGE,
    DONE,
  ],
  'a thought, then text': [chunk({ reasoning_content: 'Hm' }), chunk({ content: 'So' }), END, DONE],
  'a refusal': [chunk({ content: '', refusal: 'No' }), END, DONE],
  'text that comes with the end': [chunk({ content: 'a' }), chunk({ content: 'b' }, { finish_reason: 'length' }), DONE],
  'lines of other kinds': [': ping\n\n', `event: x\nid: 1\r\n${chunk({ content: 'a' })}`, 'data:\n\n', END, DONE],
  'an error': [chunk({ content: 'a' }), event({ error: { message: 'overloaded' } }), DONE],
  'an error alone': [event({ error: { message: 'overloaded' } })],
  'what is not JSON': [chunk({ content: 'a' }), 'data: {"choices"\n\n', END, DONE],
  'what is no chunk': [chunk({ content: 'a' }), 'data: null\n\n', event({ choices: 'none' }), END],
  'no end': [chunk({ content: 'a' }), DONE],
  'half an event at its end': [chunk({ content: 'a' }), END, 'data: {"choi'],
  nothing: [],
}

/** What a reader sees: text that comes in one piece, or in several, is the same. */
async function seen(model: StreamingModel) {
  const reader = new ReplyReader(new Set())
  const chunks: unknown[] = []
  try {
    for await (const part of streamParts(model, CALL)) {
      const { content, ...more } = reader.read(part) ?? {}
      const last = chunks.at(-1)
      if (typeof content === 'string' && typeof last === 'string') chunks[chunks.length - 1] = last + content
      else if (content !== undefined) chunks.push(content ?? more)
    }
    return { chunks, reply: reader.reply() }
  } catch (error) {
    return { chunks, text: reader.text, error: String(error) }
  }
}

for (const [name, pieces] of Object.entries(ANSWERS))
  test(`the SDK alone reads the same: ${name}`, async () => {
    const bytes = Buffer.from(pieces.join(''))
    answer = (response) => response.end(bytes)
    const expected = await seen(sdk)
    assert.deepEqual(await seen(quick), expected, 'in one piece')
    for (const size of [1, 7]) {
      answer = async (response) => {
        response.socket!.setNoDelay(true)
        for (let at = 0; at < bytes.length; at += size) {
          response.write(bytes.subarray(at, at + size))
          await new Promise(setImmediate)
        }
        response.end()
      }
      assert.deepEqual(await seen(quick), expected, `in pieces of ${size}`)
    }
  })

test('a connection that breaks is told as the SDK tells it, after the text that came', async () => {
  answer = async (response) => {
    response.write(chunk({ content: 'half' }))
    await new Promise((resolve) => setTimeout(resolve, 50))
    response.destroy()
  }
  const expected = await seen(sdk)
  assert.match(expected.error!, /connection broke/)
  assert.deepEqual(await seen(quick), expected)
})

test('a piece of text is there before the next one comes', async () => {
  let open: ServerResponse | undefined
  answer = (response) => {
    open = response
    response.write(chunk({ content: 'first' }))
  }
  const parts = streamParts(quick, CALL)
  const first = await parts.next()
  assert.equal(first.value?.type === 'text-delta' && first.value.delta, 'first')
  open!.end(END)
  await Array.fromAsync(parts)
})

test('a reader who leaves, or whose signal ends, leaves the model', async () => {
  answer = (response) => response.write(chunk({ content: 'first' }))
  left = 0
  for await (const _ of streamParts(quick, CALL)) break
  await until(() => left === 1, 'the end of the connection')
  const stop = new AbortController()
  const parts = streamParts(quick, { ...CALL, abortSignal: stop.signal })
  await parts.next()
  stop.abort(new Error('stopped'))
  await assert.rejects(Array.fromAsync(parts), /stopped/)
  await until(() => left === 2, 'the end of the connection')
})

test('nothing of the rest is read before the text', async () => {
  const body = new LeadingText(new Blob([chunk({ content: 'a' }), chunk({ content: 'b' }), END, DONE]).stream())
  const rest = new Response(body.rest).text()
  assert.equal((await Array.fromAsync(body.read())).join(''), 'ab')
  assert.equal(await rest, END + DONE)
})
