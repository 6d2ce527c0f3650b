// A server that speaks the protocols of OpenAI, Mistral, Anthropic and Ollama, as their documentation shows them, for tests.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { answering } from '../../../schema/testing/answering.ts'
import type { Answer } from './answer.testing.ts'
import { anthropic, mistral, ollama, openai, type Protocol } from './protocols.testing.ts'

export interface ModelRequest {
  path: string
  headers: IncomingMessage['headers']
  body: any
}

export interface ModelServer extends AsyncDisposable {
  /** Base URL for a provider of this type. */
  url(protocol: 'openai' | 'mistral' | 'anthropic' | 'ollama'): string
  requests: ModelRequest[]
  /** Answers to come, in order; a function sees the request. */
  script(...answers: (Answer | ((request: ModelRequest) => Answer))[]): void
  /** What is answered when the script is over. */
  fallback: (request: ModelRequest) => Answer
  close(): Promise<void>
}

const PROTOCOLS: Record<string, Protocol> = {
  '/openai/v1/chat/completions': openai,
  '/mistral/v1/chat/completions': mistral,
  '/anthropic/v1/messages': anthropic,
  '/ollama/api/chat': ollama,
}

export async function startModelServer(): Promise<ModelServer> {
  const queue: (Answer | ((request: ModelRequest) => Answer))[] = []
  const requests: ModelRequest[] = []
  const server = createServer(
    answering(async (request, response) => {
      const protocol = PROTOCOLS[request.url ?? '']
      if (!protocol) return void response.writeHead(404).end()
      const seen = { path: request.url!, headers: request.headers, body: JSON.parse(await textOf(request)) }
      requests.push(seen)
      const next = queue.shift() ?? self.fallback
      await answer(response, protocol, typeof next === 'function' ? next(seen) : next, seen)
    }),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  const self: ModelServer = {
    url: (protocol) => (protocol === 'ollama' ? `${base}/ollama` : `${base}/${protocol}/v1`),
    requests,
    script: (...answers) => void queue.push(...answers),
    fallback: () => ({ text: ['ok'] }),
    close,
    [Symbol.asyncDispose]: close,
  }
  return self
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}

async function answer(response: ServerResponse, protocol: Protocol, scripted: Answer, request: ModelRequest): Promise<void> {
  if (scripted.status) {
    response.writeHead(scripted.status, { 'content-type': 'application/json', ...scripted.headers })
    return void response.end(JSON.stringify(protocol.error(scripted.error ?? 'it failed')))
  }
  response.writeHead(200, { 'content-type': protocol.contentType, ...scripted.headers })
  response.flushHeaders()
  let sent = 0
  for (const piece of protocol.pieces(scripted, request.body.model)) {
    if (scripted.hold?.before === sent) await scripted.hold.until
    if (scripted.breaks?.after === sent) return breakOff(response, protocol, scripted)
    if (scripted.pace) await delay(scripted.pace)
    if (!response.write(piece)) await once(response, 'drain')
    sent++
  }
  response.end()
}

function breakOff(response: ServerResponse, protocol: Protocol, { breaks, error }: Answer): void {
  switch (breaks!.how) {
    case 'cut':
      // What was written must leave before the connection does.
      return void setImmediate(() => response.socket?.resetAndDestroy())
    case 'end':
      return void response.end()
    case 'error':
      return void response.end(protocol.errorPiece(error ?? 'overloaded'))
    case 'garbage':
      return void response.end(protocol.garbage)
  }
}
