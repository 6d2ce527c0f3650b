import { setTimeout as sleep } from 'node:timers/promises'

/** plain: asked once. keyed: asked again under the same Idempotency-Key until there is an answer. async: likewise, to be queued. */
export type Call = 'plain' | 'keyed' | 'async'
const CALLS: Call[] = ['plain', 'keyed', 'async']

/** What the caller of one execution was told. `n` is its input. */
export type Answer = { n: number; kind: Call } & (
  | { status: 'success' | 'error'; id: string; result: { n: number } | null }
  | { status: 'queued'; id: string }
  /** The server said that it did not begin. */
  | { status: 'refused' }
  /** The server was killed before it answered. */
  | { status: 'unanswered' }
)

export interface Calls {
  urls: string[]
  token: string
  /** Port that its runs report to. */
  recorder: number
  /** `n` of the first call. */
  from: number
  count: number
  inFlight: number
}

/** Milliseconds that an answer may take: a call repeats one whose server was killed, and waits until that is noticed. */
const PATIENCE_MS = 60_000
const TRIES = 200

/** Calls a function `count` times, in each way in turn, at any of the servers. */
export async function callFunctions(calls: Calls): Promise<Answer[]> {
  const answers: Answer[] = []
  let next = calls.from
  const lane = async () => {
    while (next < calls.from + calls.count) answers.push(await answerTo(calls, next++))
  }
  await Promise.all(Array.from({ length: calls.inFlight }, lane))
  return answers
}

async function answerTo(calls: Calls, n: number): Promise<Answer> {
  const kind = CALLS[n % CALLS.length]!
  for (let tries = 1; ; tries++) {
    const answer = await ask(calls, n, kind)
    const isFinal = answer.status !== 'unanswered' && answer.status !== 'refused'
    if (isFinal || kind === 'plain') return answer
    if (tries === TRIES) throw new Error(`call ${n} had no answer in ${TRIES} tries`)
    await sleep(100)
  }
}

async function ask({ urls, token, recorder }: Calls, n: number, kind: Call): Promise<Answer> {
  const url = urls[Math.floor(Math.random() * urls.length)]!
  const response = await fetch(`${url}/functions/default/soak/execute${kind === 'async' ? '/async' : ''}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      ...(kind !== 'plain' && { 'idempotency-key': `call ${n}` }),
    },
    body: JSON.stringify({ input: { n, recorder } }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch(() => null)
  const text = await response?.text().catch(() => null)
  if (!response || text === null || text === undefined) return { n, kind, status: 'unanswered' }
  if (response.status === 429 || response.status === 503) return { n, kind, status: 'refused' }
  if (!response.ok) throw new Error(`call ${n}: ${response.status} ${text}`)
  const { execution_id: id, status, result } = JSON.parse(text)
  if (kind === 'async') return { n, kind, id, status: 'queued' }
  if (status !== 'success' && status !== 'error') throw new Error(`call ${n}: ${text}`)
  return { n, kind, id, status, result }
}

/** Creates the function that is called. */
export async function createFunction(url: string, token: string, code: string): Promise<void> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  const response = await fetch(`${url}/api/v1/functions`, { method: 'POST', headers, body: JSON.stringify({ name: 'soak', code }) })
  if (!response.ok) throw new Error(`the function was not created: ${response.status} ${await response.text()}`)
}
