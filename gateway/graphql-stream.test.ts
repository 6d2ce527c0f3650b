// The address of graphql-sse's clients: what strangers and users can do there is what they can do at /graphql, and nothing of it stays.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { until } from '../schema/testing/until.ts'
import { type ChatPlatform, openChatPlatform, type TestUser } from './chats.testing.ts'

const DOORS = ['/graphql', '/graphql/stream']
const MOST_OF_USER = 4
const MOST_OF_NETWORK = 6

let platform: ChatPlatform
let user: TestUser
let other: TestUser
let url: string
before(async () => {
  platform = await openChatPlatform({ MAX_STREAMS_PER_USER: String(MOST_OF_USER), MAX_STREAMS_PER_NETWORK: String(MOST_OF_NETWORK) })
  url = platform.gateway.url
  user = await platform.user()
  other = await platform.user()
})
/** Ends the turns that are held. */
const over = Promise.withResolvers<void>()
after(() => {
  over.resolve()
  return platform[Symbol.asyncDispose]()
})

interface Asked {
  method?: string
  body?: unknown
  as?: TestUser
  headers?: Record<string, string>
  signal?: AbortSignal
}

const ask = (path: string, { method = 'POST', body, as, headers, signal }: Asked = {}) =>
  fetch(url + path, {
    method,
    headers: {
      accept: 'text/event-stream',
      ...(as && { authorization: `Bearer ${as.token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...(signal && { signal }),
  })

/** The first result of an answer, in whichever of the two forms it came. */
async function resultOf(response: Response): Promise<any> {
  const text = await response.text()
  return JSON.parse(/^data: (.+)$/m.exec(text)?.[1] ?? text)
}

describe('reservations of the single connection mode', () => {
  test('are not made, with a token or without', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      for (const path of ['/graphql/stream', '/graphql/stream?token=x&operationId=1', '/graphql']) {
        const response = await ask(path, { method, headers: { accept: '*/*', 'x-graphql-event-stream-token': 'x' } })
        assert.deepEqual([response.status, response.headers.get('allow')], [405, 'GET, POST'], `${method} ${path}`)
        assert.deepEqual(await response.json(), { errors: [{ message: 'Method Not Allowed', extensions: { code: 'METHOD_NOT_ALLOWED' } }] })
      }
    }
  })

  test('are not looked for: an operation for one is answered where it was asked', async () => {
    const body = { query: '{ __typename }', extensions: { operationId: '1' } }
    const response = await ask('/graphql/stream?token=x', { body, headers: { 'x-graphql-event-stream-token': 'x' } })
    assert.deepEqual((await resultOf(response)).data, { __typename: 'Query' })
  })
})

const nested = (depth: number): unknown => (depth === 0 ? {} : { a: nested(depth - 1) })
const LIMITED: Record<string, [body: unknown, message: RegExp]> = {
  'no GraphQL': [{ query: '{' }, /Syntax Error/],
  'a field that is not there': [{ query: '{ nothing }' }, /Cannot query field "nothing"/],
  'no query': [{ query: '' }, /Must provide query string|Syntax Error/],
  'an operation that is not there': [
    { query: 'query A { __typename }', operationName: 'B' },
    /Unknown operation named "B"|Could not determine/,
  ],
  'several operations and no name': [
    { query: 'query A { __typename } query B { __typename }' },
    /Must provide operation name|Could not determine/,
  ],
  'a name that is no text': [{ query: '{ __typename }', operationName: { toString: 1 } }, /operationName|Could not determine/],
  'a name of the prototype': [{ query: 'query A { __typename }', operationName: '__proto__' }, /Unknown operation|Could not determine/],
  'a deep query': [
    { query: `{ me { ${'groups { nodes { members { nodes { user { '.repeat(5)} id ${'} } } } }'.repeat(5)} } }` },
    /27 levels of fields/,
  ],
  'a wide query': [{ query: `{ ${Array.from({ length: 40 }, (_, i) => `a${i}: me { id }`).join(' ')} }` }, /aliases/i],
  'a long query': [{ query: `{ ${'__typename '.repeat(2500)} }` }, /token/i],
  'a costly query': [
    { query: '{ me { groups { nodes { members { nodes { user { groups { nodes { members { nodes { id } } } } } } } } } } }' },
    /nodes in its answer/,
  ],
  'deep variables': [{ query: 'query ($a: JSON) { __typename }', variables: nested(200) }, /nested deeper/],
  'variables that are no object': [{ query: '{ __typename }', variables: 'x' }, /variables/i],
  'a body that is no JSON': ['{"query": ', /JSON|parse/i],
  'a batch': [[{ query: '{ __typename }' }, { query: '{ __typename }' }], /Batching is not supported|body/i],
}

describe('a query that is bad', () => {
  for (const [name, [body, message]] of Object.entries(LIMITED))
    test(`${name}: both doors say what is wrong, and nothing of our insides`, async () => {
      for (const path of DOORS) {
        for (const accept of ['text/event-stream', 'application/json', '*/*']) {
          const response = await ask(path, { body, headers: { accept } })
          const text = await response.text()
          const { data, errors } = JSON.parse(/^data: (.+)$/m.exec(text)?.[1] ?? text)
          assert.equal(data ?? null, null)
          assert.match(errors[0].message, message, `${path}, ${accept}`)
          assert.ok(!/node_modules|file:\/\/|\.ts:\d|\bat .+:\d+:\d+|"stack"/.test(text), text)
        }
      }
    })

  test('says so in GraphQL’s words over GET too', async () => {
    for (const query of [
      '{',
      '{nothing}',
      'mutation{logout(input:{refreshToken:"x"}){user{id}}}',
      '{__typename}&variables={',
      '{__typename}&operationName=B',
    ])
      for (const path of DOORS) {
        const { errors } = await resultOf(await ask(`${path}?query=${query}`, { method: 'GET' }))
        assert.ok(errors?.[0].message, `${path} ${query}`)
        assert.ok(!JSON.stringify(errors).includes('stack'))
      }
  })
})

test('who asks is who they say, at both doors alike', async () => {
  for (const path of DOORS) {
    const body = { query: '{ me { id } }' }
    assert.equal((await resultOf(await ask(path, { body, as: user }))).data.me.id, user.id)
    assert.equal((await resultOf(await ask(path, { body }))).errors[0].extensions.code, 'UNAUTHENTICATED')
    assert.equal((await ask(path, { body, headers: { authorization: 'Bearer nonsense' } })).status, 401)
  }
})

describe('a stream', () => {
  const SUBSCRIPTION = 'subscription ($chat: ID!) { sendAndStream(chatId: $chat, content: "Go") { event } }'

  /** Streams that are open until they are closed: a turn that waits for its model. */
  function open(as: TestUser, path: string, chat: string) {
    const client = new AbortController()
    return {
      response: ask(path, { as, body: { query: SUBSCRIPTION, variables: { chat } }, signal: client.signal }),
      close: () => client.abort(),
    }
  }

  /** Begins a turn that does not end. @returns a chat to stream */
  async function endless(as: TestUser): Promise<string> {
    platform.model.script({ text: ['a', 'b'], hold: { before: 2, until: over.promise } })
    return platform.chat(as)
  }

  async function statusOf(as: TestUser, path: string, chat: string): Promise<[string | undefined, () => void]> {
    const { response, close } = open(as, path, chat)
    const reader = (await response).body!.getReader()
    let text = ''
    for (;;) {
      const { value, done } = await reader.read()
      text += new TextDecoder().decode(value)
      const data = /^data: (.+)$/m.exec(text)?.[1]
      if (data || done) return [JSON.parse(data ?? '{}').errors?.[0].extensions.code, close]
    }
  }

  test('is one of so many of its user, and of its network, by whichever door; one that is left makes room', async () => {
    const closing: (() => void)[] = []
    for (let i = 0; i < MOST_OF_USER; i++) {
      const [code, close] = await statusOf(user, DOORS[i % 2]!, await endless(user))
      assert.equal(code, undefined)
      closing.push(close)
    }
    const chat = await endless(user)
    for (const path of DOORS) assert.equal((await statusOf(user, path, chat))[0], 'RATE_LIMITED')
    const rest = await fetch(`${url}/chats/${chat}/messages/stream`, {
      method: 'POST',
      headers: { authorization: `Bearer ${user.token}`, 'content-type': 'application/json' },
      body: '{"content":"Go"}',
    })
    assert.equal(rest.status, 429)
    assert.ok(Number(rest.headers.get('retry-after')) > 0)

    for (let i = MOST_OF_USER; i < MOST_OF_NETWORK; i++) {
      const [code, close] = await statusOf(other, '/graphql/stream', await endless(other))
      assert.equal(code, undefined)
      closing.push(close)
    }
    assert.equal((await statusOf(other, '/graphql', await endless(other)))[0], 'RATE_LIMITED', 'of the network')
    // Queries are no streams.
    assert.equal((await resultOf(await ask('/graphql/stream', { body: { query: '{ me { id } }' }, as: user }))).data.me.id, user.id)

    closing.pop()!()
    await until(async () => {
      const [code, close] = await statusOf(other, '/graphql', await endless(other))
      if (code === undefined) closing.push(close)
      return code === undefined
    })
    for (const close of closing) close()
    // What was aborted counts no more.
    await until(async () => {
      const [code, close] = await statusOf(user, '/graphql', await endless(user))
      close()
      return code === undefined
    })
  })

  test('tells browsers what every answer does', async () => {
    const client = new AbortController()
    const body = { query: SUBSCRIPTION, variables: { chat: await endless(user) } }
    const overGraphql = await ask('/graphql', { as: user, body, signal: client.signal })
    const overRest = await ask(`/chats/${await endless(user)}/messages/stream`, {
      as: user,
      body: { content: 'Go' },
      signal: client.signal,
    })
    for (const { status, headers } of [overGraphql, overRest]) {
      assert.deepEqual([status, headers.get('x-content-type-options'), headers.get('x-frame-options')], [200, 'nosniff', 'DENY'])
      assert.match(headers.get('content-security-policy')!, /^default-src 'none'/)
      assert.match(headers.get('cache-control')!, /no-store|no-cache/)
    }
    client.abort()
  })

  test('of a caller with a bad credential is over at once', async () => {
    const response = await ask('/graphql/stream', { body: { query: SUBSCRIPTION, variables: { chat: crypto.randomUUID() } } })
    const text = await response.text()
    assert.match(text, /UNAUTHENTICATED/)
    assert.match(text, /event: complete/)
  })
})
