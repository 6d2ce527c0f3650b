// How long a gateway's thread is busy in one go while it answers a request: other requests wait for so long.
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/** A request from another thread, so that sending it costs this one nothing. */
export interface HostileRequest {
  method: string
  path: string
  headers?: Record<string, string>
  body?: string
}

export interface Stretch {
  /** Milliseconds of CPU that this thread spent between two turns of its event loop, at most. */
  busyMs: number
  /** Milliseconds that `/health`, asked every few, took at most. On a machine that does other things as well, that is their time too. */
  healthMs: number
  status: number
  /** The beginning of the answer. */
  text: string
}

const CLIENT = `
const { parentPort, workerData: { url } } = require('node:worker_threads')
const http = require('node:http')
const agent = new http.Agent({ keepAlive: true })
const send = ({ method, path, headers = {}, body }) => new Promise((resolve) => {
  const bytes = body === undefined ? undefined : Buffer.from(body)
  const request = http.request(url + path, { method, agent, headers: { ...headers, ...(bytes && { 'content-length': bytes.length }) } }, (response) => {
    let text = ''
    response.on('data', (chunk) => { if (text.length < 5000) text += chunk })
    response.on('end', () => resolve({ status: response.statusCode, text: text.slice(0, 2000) }))
    response.on('error', (error) => resolve({ status: 0, text: error.message }))
  })
  request.on('error', (error) => resolve({ status: 0, text: error.message }))
  request.end(bytes)
})
parentPort.on('message', async (requests) => {
  if (requests === 'go') return
  parentPort.postMessage('ready')
  await new Promise((resolve) => parentPort.once('message', resolve))
  let healthMs = 0
  let isOver = false
  const watch = (async () => {
    while (!isOver) {
      const began = performance.now()
      await send({ method: 'GET', path: '/health' })
      healthMs = Math.max(healthMs, performance.now() - began)
      await new Promise((resolve) => setTimeout(resolve, 3))
    }
  })()
  const answers = await Promise.all(requests.map(send))
  isOver = true
  await watch
  parentPort.postMessage({ healthMs, ...answers.at(-1) })
})
`

export interface EventLoopWatch extends AsyncDisposable {
  /** Sends the requests at the same time. @returns the longest stretch until all are answered, and the last one's answer */
  during(...requests: HostileRequest[]): Promise<Stretch>
}

export function watchEventLoop(url: string): EventLoopWatch {
  const client = new Worker(CLIENT, { eval: true, workerData: { url } })
  const hear = async () => (await once(client, 'message'))[0]
  return {
    async during(...requests) {
      const ready = hear()
      client.postMessage(requests)
      await ready
      const answered = hear()
      const recorder = recordStretches()
      client.postMessage('go')
      const { healthMs, status, text } = await answered
      return { busyMs: recorder.stop(), healthMs, status, text }
    },
    async [Symbol.asyncDispose]() {
      await client.terminate()
    },
  }
}

/**
 * Looks at the CPU time of this thread at each turn of the event loop. Time that the machine gives to others does not count, as it would
 * on a clock.
 */
function recordStretches(): { stop(): number } {
  let most = 0
  let before = cpuMs()
  const look = () => {
    const now = cpuMs()
    most = Math.max(most, now - before)
    before = now
  }
  const timer = setInterval(look, 1)
  return {
    stop() {
      look()
      clearInterval(timer)
      return most
    },
  }
}

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
