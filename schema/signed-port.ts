import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { ENVELOPE_HEADER, type Envelope, EnvelopeError, openEnvelope } from './identity-envelope.ts'
import { UsedEnvelopes } from './used-envelopes.ts'

/** On an answer of the port itself: why it refuses. What is behind the port may well answer with the same status. */
export const REFUSAL_HEADER = 'x-sinas-refusal'

/** A request of another of our processes: it is signed, it is new, and its body is the one that was signed. */
export interface SignedRequest {
  path: string
  envelope: Envelope
  /** Of JSON. */
  body: unknown
  raw: IncomingMessage
}

interface SignedPortOptions {
  /** The key that requests are signed with. */
  key: string
  /** Most bytes of a body. */
  maxBytes: number
  /** The audience that a request for this path must be signed for; undefined where there is no such path. */
  audienceOf(path: string): string | undefined
  answer(request: SignedRequest, response: ServerResponse): void
  /** What anyone may GET: status and body, by path. Asked by many at once, it is found out once. */
  probes: Record<string, () => Promise<[status: number, body: unknown]>>
}

/** A caller with some thousand permissions fits; Node's own limit of 16 KB would refuse one with some hundred. */
const MAX_HEADER_BYTES = 256 * 1024
/** Time for the headers, and for the whole request, to arrive. */
const HEADERS_MS = 5_000
const REQUEST_MS = 60_000
const CHECK_MS = 2_000

/**
 * A port between our processes. The headers alone say who the caller is, before a byte of the body is read: without a good envelope
 * the connection is closed at once. A body is counted while it arrives, and is never inflated: `content-encoding` means nothing here.
 */
export function createSignedPort(options: SignedPortOptions): Server {
  const used = new UsedEnvelopes()
  const probes = new Map(Object.entries(options.probes).map(([path, probe]) => [path, shared(probe)]))

  /** @throws Refusal, or an EnvelopeError; anything else where the sender leaves in mid-sentence */
  async function receive(path: string, request: IncomingMessage): Promise<SignedRequest> {
    const audience = options.audienceOf(path)
    if (audience === undefined) throw new Refusal(404, 'there is nothing here')
    if (request.method !== 'POST') throw new Refusal(405, 'only POST')
    const envelope = openEnvelope(options.key, request.headers[ENVELOPE_HEADER] as string | undefined, audience)
    if (!used.use(envelope)) throw new EnvelopeError('the request was made before')
    const { text, hash } = await readBody(request, options.maxBytes)
    if (hash !== envelope.bodyHash) throw new EnvelopeError('the request has another body than the one that was signed')
    return { path, envelope, body: parseJson(text), raw: request }
  }

  const limits = {
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: HEADERS_MS,
    requestTimeout: REQUEST_MS,
    connectionsCheckingInterval: CHECK_MS,
  }
  return createServer(limits, (request, response) => {
    const path = request.url ?? '/'
    const probe = PROBING.has(request.method!) ? probes.get(path) : undefined
    if (probe) return void probe().then(([status, body]) => hangUp(response, status, body))
    receive(path, request).then(
      (signed) => options.answer(signed, response),
      (error: unknown) => refuse(response, error),
    )
  })
}

const PROBING = new Set(['GET', 'HEAD'])

class Refusal extends Error {
  readonly status: number

  constructor(status: number, reason: string) {
    super(reason)
    this.status = status
  }
}

function refuse(response: ServerResponse, error: unknown): void {
  const status = error instanceof Refusal ? error.status : error instanceof EnvelopeError ? 401 : undefined
  if (status === undefined) return void response.destroy()
  const { message } = error as Error
  response.setHeader(REFUSAL_HEADER, message)
  hangUp(response, status, { errors: [{ message }] })
}

/** Answers, and closes the connection: what of the request has not been read never is. */
function hangUp(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(JSON.stringify(body))
}

/** @throws Refusal where it is too large, which is known before all of it is here */
function readBody(request: IncomingMessage, maxBytes: number): Promise<{ text: string; hash: string }> {
  const tooLarge = () => new Refusal(413, `the body is larger than ${maxBytes} bytes`)
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return Promise.reject(tooLarge())
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const hash = createHash('sha256')
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > maxBytes) {
        request.removeAllListeners('data').pause()
        return reject(tooLarge())
      }
      hash.update(chunk)
      chunks.push(chunk)
    })
    request.once('end', () => resolve({ text: Buffer.concat(chunks).toString(), hash: hash.digest('base64url') }))
    request.once('error', reject)
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal(400, 'the body is not JSON')
  }
}

/** Callers that come while it works share its outcome. */
function shared<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let running: Promise<Result> | undefined
  return () =>
    (running ??= work().finally(() => {
      running = undefined
    }))
}
