// Chats whose clients lose their streams at random, while the servers that run the turns are killed. What a client has seen, joined over all of
// its connections, must be the whole answer byte for byte, or end with an error that says that the server stopped; and no chat is stuck.
import assert from 'node:assert/strict'
import { startModelServer } from '../subgraphs/agents/providers/model-server.testing.ts'
import { followTurn, type Seen } from './chat-client.ts'
import { breakThings, pick, tally } from './faults.ts'
import { openSoakPlatform, type SoakPlatform } from './platform.ts'

export interface Plan {
  chats: number
  gateways: 1 | 2
  inFlight: number
  /** Mean milliseconds between two kills of a server. */
  faultMs: number
}

const WORDS = Array.from({ length: 100 }, (_, i) => `${i} “é😀\n" `)
const ANSWER = WORDS.join('')
/** Milliseconds between tokens: a turn takes two seconds, time enough to be killed in. */
const PACE_MS = 20
/** Milliseconds after the last kill in which every chat must answer again. */
const PATIENCE_MS = 30_000

/** @throws AssertionError that says what did not hold */
export async function soakChats(plan: Plan): Promise<void> {
  await using model = await startModelServer()
  model.fallback = ({ body }) => (body.messages.at(-1).content === 'Again' ? { text: ['Here I am'] } : { text: WORDS, pace: PACE_MS })
  await using platform = await openSoakPlatform(plan.gateways)
  const urls = platform.gateways.map(({ url }) => url)
  const agent = await addAgent(platform, model.url('openai'))
  const chats: string[] = []
  for (let i = 0; i < plan.chats; i++) chats.push((await post(platform, `/agents/${agent}/chats`, {})).id)

  const faults = breakThings(platform.gateways, plan.faultMs, 1)
  const turns: { chat: string; seen: Seen }[] = []
  const left = [...chats]
  const lane = async () => {
    for (let chat = left.pop(); chat; chat = left.pop()) turns.push({ chat, seen: await followTurn({ urls, token: platform.token, chat }) })
  }
  await Promise.all(Array.from({ length: plan.inFlight }, lane))
  const kills = await faults.stop()

  await Promise.all(turns.map(({ chat, seen }) => isWhole(platform, chat, seen)))
  await Promise.all(chats.map((chat) => answersAgain(platform, chat)))
  const losses = turns.reduce((sum, { seen }) => sum + seen.losses, 0)
  console.log({ chats: chats.length, kills, losses, endings: tally(turns, ({ seen }) => seen.events.at(-1)!.event) })
  assert.ok(kills.server, 'a server was killed')
  assert.ok(losses > 0, 'streams were lost')
  await platform.stop()
  assert.deepEqual(
    platform.servers.flatMap(({ orphans }) => orphans),
    [],
    'no process outlives the one that started it',
  )
}

async function isWhole(platform: SoakPlatform, chat: string, { events }: Seen): Promise<void> {
  const text = events.map(({ event, data }) => (event === 'message' ? (data.content ?? '') : '')).join('')
  const { messages, active_channel_id } = await get(platform, `/chats/${chat}`)
  assert.equal(
    messages.findLast(({ role }: { role: string }) => role === 'assistant')?.content ?? '',
    text,
    'what was seen is what is stored',
  )
  assert.equal(active_channel_id, null, 'no turn goes on')
  const last = events.at(-1)!
  if (last.event === 'done') return assert.equal(text, ANSWER, 'nothing is lost and nothing is seen twice')
  assert.match(last.data.error, /server .*stopped/)
  assert.ok(ANSWER.startsWith(text), `a part of the answer: ${text}`)
}

async function answersAgain(platform: SoakPlatform, chat: string): Promise<void> {
  const { content } = await post(platform, `/chats/${chat}/messages`, { content: 'Again' })
  assert.equal(content, 'Here I am')
}

async function addAgent(platform: SoakPlatform, api_endpoint: string): Promise<string> {
  const provider = { name: 'soak', provider_type: 'openai', api_endpoint, default_model: 'model' }
  const { id } = await post(platform, '/api/v1/llm-providers', provider)
  await post(platform, '/api/v1/agents', { namespace: 'soak', name: 'soak', llm_provider_id: id })
  return 'soak/soak'
}

const get = (platform: SoakPlatform, path: string) => call(platform, path, { method: 'GET' })

const post = (platform: SoakPlatform, path: string, body: unknown) => call(platform, path, { method: 'POST', body: JSON.stringify(body) })

async function call({ gateways, token }: SoakPlatform, path: string, options: { method: string; body?: string }): Promise<any> {
  const headers = { authorization: `Bearer ${token}`, ...(options.body && { 'content-type': 'application/json' }) }
  const response = await fetch(`${pick(gateways).url}${path}`, { ...options, headers, signal: AbortSignal.timeout(PATIENCE_MS) })
  if (!response.ok) throw new Error(`${options.method} ${path}: ${response.status} ${await response.text()}`)
  return response.json()
}
