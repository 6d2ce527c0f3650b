import { setTimeout as sleep } from 'node:timers/promises'
import { pick } from './faults.ts'

export interface Seen {
  /** Of all connections, one after the other. */
  events: { id: string; event: string; data: any }[]
  /** Streams that were lost, or left. */
  losses: number
}

interface Target {
  urls: string[]
  token: string
  chat: string
}

/** Most events that a client reads before it leaves its stream. */
const LEAVES_AFTER = 40
/** Milliseconds after which a turn that has not ended is stuck. */
const STUCK_MS = 60_000

/** Sends a message, loses the stream again and again, and comes back after the last event that it saw, to any server, until the turn ends. */
export async function followTurn(target: Target): Promise<Seen> {
  const seen: Seen = { events: [], losses: 0 }
  const deadline = Date.now() + STUCK_MS
  let isSent = false
  for (;;) {
    const before = seen.events.length
    const status: Ending = isSent ? await watch(target, seen) : await send(target, seen)
    // The message may have arrived although no answer came: then there is a turn, and watching it goes on.
    isSent = status !== 'nothing there'
    if (status === 'left' || (status === 'lost' && seen.events.length > before)) seen.losses++
    if (['done', 'error'].includes(seen.events.at(-1)?.event ?? '')) return seen
    if (Date.now() > deadline) throw new Error(`the turn of chat ${target.chat} has not ended: ${JSON.stringify(seen.events.at(-1))}`)
    if (status !== 'left') await sleep(50)
  }
}

type Ending = 'left' | 'lost' | 'over' | 'nothing there'

function send(target: Target, seen: Seen): Promise<Ending> {
  return read(target, 'messages/stream', { method: 'POST', body: JSON.stringify({ content: 'Go' }) }, seen)
}

function watch(target: Target, seen: Seen): Promise<Ending> {
  const last = seen.events.at(-1)?.id
  return read(target, 'stream', { method: 'GET', headers: last ? { 'last-event-id': last } : {} }, seen)
}

/** Reads events into `seen` until the stream ends, is lost, or the client has had enough of it. */
async function read({ urls, token, chat }: Target, path: string, options: RequestInit, seen: Seen): Promise<Ending> {
  const leaving = new AbortController()
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...options.headers }
  const signal = AbortSignal.any([leaving.signal, AbortSignal.timeout(STUCK_MS)])
  let left = 1 + Math.floor(Math.random() * LEAVES_AFTER)
  try {
    const response = await fetch(`${pick(urls)}/chats/${chat}/${path}`, { ...options, headers, signal })
    // No turn yet, or one that another connection of this client began.
    if (response.status === 404) return 'nothing there'
    if (response.status === 409 || response.status === 503) return 'lost'
    if (!response.ok) throw new UnexpectedAnswer(`${path}: ${response.status} ${await response.text()}`)
    for await (const event of eventsOf(response)) {
      seen.events.push(event)
      if (--left === 0) {
        leaving.abort()
        return 'left'
      }
    }
    return 'over'
  } catch (error) {
    if (error instanceof UnexpectedAnswer) throw error
    return 'lost'
  }
}

class UnexpectedAnswer extends Error {}

async function* eventsOf(response: Response): AsyncGenerator<Seen['events'][number]> {
  let rest = ''
  for await (const text of response.body!.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + text).split('\n\n')
    rest = blocks.pop()!
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s) as [string, string]))
      if (fields.data) yield { id: fields.id!, event: fields.event!, data: JSON.parse(fields.data) }
    }
  }
}
