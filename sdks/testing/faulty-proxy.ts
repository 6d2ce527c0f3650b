// A proxy that harms what passes through it, as it is told: what a network does to a client, at the moment that a test chooses.
import { once } from 'node:events'
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What happens to requests that match, `times` times. */
interface Fault {
  method?: string
  /** Regular expression of the path, without its query. */
  path: string
  /** Only requests with this bearer token. */
  token?: string
  times: number
  /** `status`: answered here, with `headers` and `body`. */
  status?: number
  headers?: Record<string, string>
  body?: unknown
  /** The connection is cut: before the server gets the request, or after it answered. */
  cut?: 'request' | 'response'
  /** The connection is cut in the midst of the server-sent event that follows so many. */
  cut_after_events?: number
  /** The server gets the request, and its answer is never passed on. */
  silent?: boolean
  /** The answer is passed on so much later. */
  delay_ms?: number
}

interface PassedRequest {
  method: string
  path: string
}

export interface FaultyProxy extends AsyncDisposable {
  url: string
  faults: Fault[]
  requests: PassedRequest[]
}

export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  const faults: Fault[] = []
  const requests: PassedRequest[] = []
  const server = createServer((request, response) => {
    const path = request.url!.split('?')[0]!
    requests.push({ method: request.method!, path })
    const fault = take(faults, request, path)
    if (fault?.status)
      return void response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers }).end(JSON.stringify(fault.body))
    if (fault?.cut === 'request') return void request.socket.destroy()
    forward(target, request, response, fault)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function take(faults: Fault[], request: IncomingMessage, path: string): Fault | undefined {
  const fault = faults.find(
    ({ method, path: pattern, token, times }) =>
      times > 0 &&
      (!method || method === request.method) &&
      (!token || request.headers.authorization === `Bearer ${token}`) &&
      new RegExp(pattern).test(path),
  )
  if (fault) fault.times--
  return fault
}

function forward(target: string, request: IncomingMessage, response: ServerResponse, fault: Fault | undefined): void {
  const passed = httpRequest(`${target}${request.url}`, { method: request.method, headers: request.headers, agent: false }, (answer) => {
    if (fault?.cut === 'response') return void request.socket.destroy()
    if (fault?.silent) return void answer.resume()
    response.writeHead(answer.statusCode!, answer.headers)
    if (fault?.delay_ms) return void setTimeout(() => answer.pipe(response), fault.delay_ms)
    if (fault?.cut_after_events === undefined) return void answer.pipe(response)
    cutAfter(fault.cut_after_events, answer, response)
  })
  passed.on('error', () => response.destroy())
  // A client that leaves is gone for the server too.
  response.on('close', () => passed.destroy())
  request.pipe(passed)
}

/** Half of the next event is passed on, too: a client must not take it for one. */
function cutAfter(events: number, answer: IncomingMessage, response: ServerResponse): void {
  let text = ''
  answer.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1')
    const ends = [...text.matchAll(/\n\n/g)].map(({ index }) => index + 2)
    if (ends.length <= events) return
    answer.removeAllListeners('data').removeAllListeners('end').resume()
    const from = events === 0 ? 0 : ends[events - 1]!
    const middle = from + Math.floor((ends[events]! - from) / 2)
    response.write(Buffer.from(text.slice(0, middle), 'latin1'), () => response.socket?.destroy())
  })
  answer.on('end', () => response.end(Buffer.from(text, 'latin1')))
}
