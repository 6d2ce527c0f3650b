// A client that is killed at any byte of a chat's stream comes back and misses nothing: over each door by which a turn can be watched.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { CHAT_EVENTS, chatEventIn } from './chat-events.testing.ts'
import { type ChatPlatform, openChatPlatform, type TestUser } from './chats.testing.ts'
import { eventIn, receive, type StreamedEvent, type StreamRequest } from './event-stream.testing.ts'

const KILLS = 200
const READERS = 4
/** Some of one byte a character, some of three, an emoji, a family of them in one grapheme, and an emoji in two halves. */
const TOKENS = [
  'plain # ',
  '#é“quoted”\n',
  '漢字かな交じり文#',
  '# 😀',
  '#👨‍👩‍👧‍👦',
  '\ud83d',
  '\ude00',
  'data: x\n\nid: 7\r\n',
  '\\ "',
  '\u2028',
]
const WORDS = Array.from({ length: 150 }, (_, i) => TOKENS[i % TOKENS.length]!.replace('#', String(i)))
const TEXT = WORDS.join('')
/** Bytes of the whole stream of such a turn, about. */
const SIZE = 25_000

let platform: ChatPlatform
let user: TestUser
before(async () => {
  platform = await openChatPlatform()
  user = await platform.user()
})
after(() => platform[Symbol.asyncDispose]())

const bearer = () => ({ authorization: `Bearer ${user.token}` })
const textOf = (events: StreamedEvent[]) => events.map(({ event, data }) => (event === 'message' ? (data.content ?? '') : '')).join('')

/** A way to watch the turn of a chat on from an event, and to read the events that come by it. */
interface Door {
  request(chat: string, turn: string, lastId: string | undefined): StreamRequest
  read(block: string): StreamedEvent | undefined
}

const rest = (path: (chat: string, turn: string, lastId: string | undefined) => string): Door => ({
  request: (chat, turn, lastId) => ({
    url: `${platform.gateway.url}${path(chat, turn, lastId)}`,
    method: 'GET',
    headers: { ...bearer(), ...(lastId && { 'last-event-id': lastId }) },
  }),
  read: eventIn,
})

const DOORS: Record<string, Door> = {
  'POST /chats/{id}/messages/stream': {
    request: (chat, _turn, lastId = '') => ({
      url: `${platform.gateway.url}/chats/${chat}/messages/stream`,
      method: 'POST',
      // An id of nothing: from the start, of the turn that there is.
      headers: { ...bearer(), 'last-event-id': lastId || '0' },
      body: { content: 'Go' },
    }),
    read: eventIn,
  },
  'GET /chats/{id}/stream': rest((chat) => `/chats/${chat}/stream`),
  'GET /chats/{id}/stream/{channel_id}': rest(
    (chat, turn, lastId = '0') => `/chats/${chat}/stream/${turn}?last_id=${lastId.split(':').at(-1)}`,
  ),
  'the subscription chatEvents': {
    request: (chat, _turn, last) => ({
      url: `${platform.gateway.url}/graphql`,
      method: 'POST',
      headers: { ...bearer(), accept: 'text/event-stream' },
      body: { query: CHAT_EVENTS, variables: { chat, last } },
    }),
    read: chatEventIn,
  },
}

/** Bytes that a client reads before it is killed. */
const lifetime = () => 1 + Math.random() * (SIZE / 12)

/** Reads a turn to its end over as many connections as it takes. @param seen by earlier ones */
async function follow(
  door: Door,
  chat: string,
  turn: string,
  seen: StreamedEvent[] = [],
): Promise<{ events: StreamedEvent[]; kills: number }> {
  const events = [...seen]
  let kills = 0
  while (events.at(-1)?.event !== 'done') {
    const { status, blocks, isLost } = await receive(door.request(chat, turn, events.at(-1)?.id), lifetime())
    assert.equal(status, 200, blocks.join(''))
    events.push(...blocks.flatMap((block) => door.read(block) ?? []))
    assert.ok(isLost || events.at(-1)?.event === 'done', `the stream ended by itself after ${JSON.stringify(events.at(-1))}`)
    kills += isLost ? 1 : 0
  }
  return { events, kills }
}

/** Sends a message, and is killed while the answer comes. @returns the turn, and what was seen of it */
async function sendAndDie(chat: string): Promise<{ turn: string; seen: StreamedEvent[] }> {
  const url = `${platform.gateway.url}/chats/${chat}/messages/stream`
  const { status, headers, blocks } = await receive({ url, method: 'POST', headers: bearer(), body: { content: 'Go' } }, lifetime())
  assert.equal(status, 200, blocks.join(''))
  return { turn: String(headers['x-stream-channel']), seen: blocks.map((block) => eventIn(block)!) }
}

describe('a stream whose client is killed', () => {
  for (const [name, door] of Object.entries(DOORS))
    test(`goes on with ${name}: after ${KILLS} kills at random bytes it is whole`, async () => {
      let kills = 0
      while (kills < KILLS) {
        const chat = await platform.chat(user)
        platform.model.script({ text: WORDS, pace: 2 })
        const { turn, seen } = await sendAndDie(chat)
        const others = Array.from({ length: READERS }, () => follow(door, chat, turn))
        const readers = await Promise.all([follow(door, chat, turn, seen), ...others])

        const url = `${platform.gateway.url}/chats/${chat}/stream/${turn}?last_id=0`
        const whole = (await receive({ url, method: 'GET', headers: bearer() })).blocks.map((block) => eventIn(block)!)
        for (const { events } of readers) assert.equal(JSON.stringify(events), JSON.stringify(whole))
        assert.equal(textOf(whole), TEXT)
        const { messages } = await user.call('GET', `/chats/${chat}`)
        assert.deepEqual(
          messages.map((row: { content: string }) => row.content),
          ['Go', TEXT],
        )
        for (const reader of readers) kills += reader.kills
      }
    })
})
