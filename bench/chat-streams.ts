import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A running platform, and a token that may add providers. */
export interface BenchTarget {
  url: string
  token: string
  call<Answer = any>(method: string, target: string, body?: unknown): Promise<Answer>
}

/** Milliseconds. */
interface Spread {
  p50: number
  p99: number
}

export interface ChatMeasurement {
  chats: number
  /** From sending the message to the first token: how much longer than when the model is asked directly. */
  firstTokenAdded: Spread
  /** From the moment that a token leaves the model until it is here: how much longer than directly. */
  tokenAdded: Spread
  /** Of all chats together. */
  tokensPerSecond: number
  /** What the model sent in that time, when asked directly. */
  upstreamTokensPerSecond: number
}

const now = () => performance.timeOrigin + performance.now()

/** Streams begun one after another, so that the first token is no single sample. */
const FIRST_TOKENS = 40

/**
 * Streams `chats` answers at once, directly from the model and through the platform.
 * @param pace tokens a second of each chat
 */
export async function benchChats(target: BenchTarget, chats: number, pace = 100, tokens = 300): Promise<ChatMeasurement> {
  const model = spawn(process.execPath, [fileURLToPath(new URL('../subgraphs/agents/providers/paced-model.testing.ts', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const [line] = await once(model.stdout!, 'data')
    const endpoint = String(line).trim()
    const long = await readersOf(target, endpoint, `${tokens}x${pace}`)
    const short = await readersOf(target, endpoint, `2x${pace}`)
    // Once for the compilers.
    await inTurn(short.through, 5)
    const isAlone = chats === 1
    const upstream = await atOnce(long.direct, chats)
    const ours = await atOnce(long.through, chats)
    return {
      chats,
      firstTokenAdded: isAlone
        ? added(await inTurn(short.through, FIRST_TOKENS), await inTurn(short.direct, FIRST_TOKENS))
        : added(ours.firsts, upstream.firsts),
      tokenAdded: added(ours.delays, upstream.delays),
      tokensPerSecond: ours.rate,
      upstreamTokensPerSecond: upstream.rate,
    }
  } finally {
    model.kill()
  }
}

/** Prepares a stream. Calling what it returns begins it. */
type Reader = () => Promise<() => Promise<StreamTimes>>

async function readersOf(target: BenchTarget, endpoint: string, model: string): Promise<{ direct: Reader; through: Reader }> {
  const agent = await addAgent(target, endpoint, model)
  const body = { model, messages: [{ role: 'user', content: 'Go' }], stream: true }
  const authorization = `Bearer ${target.token}`
  return {
    direct: async () => () => readStream(`${endpoint}/chat/completions`, {}, body, directToken),
    async through() {
      const chat = await target.call('POST', `/agents/${agent}/chats`, {})
      return () => readStream(`${target.url}/chats/${chat.id}/messages/stream`, { authorization }, { content: 'Go' }, eventToken)
    },
  }
}

/** Times until the first token of streams that follow each other. */
async function inTurn(prepare: Reader, count: number): Promise<number[]> {
  const firsts: number[] = []
  for (let i = 0; i < count; i++) firsts.push((await (await prepare())()).first)
  return firsts
}

async function addAgent({ call }: BenchTarget, api_endpoint: string, model: string): Promise<string> {
  const name = `bench_${crypto.randomUUID().replaceAll('-', '_')}`
  const provider = await call('POST', '/api/v1/llm-providers', { name, provider_type: 'openai', api_endpoint, default_model: model })
  await call('POST', '/api/v1/agents', { namespace: 'bench', name, llm_provider_id: provider.id })
  return `bench/${name}`
}

interface StreamTimes {
  /** Until the first token. */
  first: number
  /** Of each token, from the model to here. */
  delays: number[]
}

/** @param tokenOf the tokens in a line of the stream, each the time at which it was sent */
async function readStream(
  url: string,
  headers: Record<string, string>,
  body: unknown,
  tokenOf: (line: string) => string | undefined,
): Promise<StreamTimes> {
  const began = now()
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`)
  const times: StreamTimes = { first: 0, delays: [] }
  let rest = ''
  for await (const text of response.body!.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split('\n')
    rest = lines.pop()!
    const at = now()
    for (const line of lines) {
      const tokens = tokenOf(line)?.trim()
      if (!tokens) continue
      times.first ||= at - began
      // Under load the platform sends several as one.
      for (const token of tokens.split(' ')) times.delays.push(at - Number(token))
    }
  }
  return times
}

function directToken(line: string): string | undefined {
  return line.startsWith('data: {') ? JSON.parse(line.slice(6)).choices[0].delta.content : undefined
}

function eventToken(line: string): string | undefined {
  if (!line.startsWith('data: {')) return undefined
  const data = JSON.parse(line.slice(6))
  if (data.error) throw new Error(data.error)
  return data.content ?? undefined
}

async function atOnce(prepare: Reader, count: number): Promise<{ firsts: number[]; delays: number[]; rate: number }> {
  const streams = await Promise.all(Array.from({ length: count }, prepare))
  const began = now()
  const times = await Promise.all(streams.map((stream) => stream()))
  const delays = times.flatMap((time) => time.delays)
  return { firsts: times.map((time) => time.first), delays, rate: Math.round((delays.length * 1000) / (now() - began)) }
}

function added(ours: number[], upstream: number[]): Spread {
  const difference = (share: number) => Math.round((quantile(ours, share) - quantile(upstream, share)) * 100) / 100
  return { p50: difference(0.5), p99: difference(0.99) }
}

function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
}
