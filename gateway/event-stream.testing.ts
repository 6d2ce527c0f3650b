// A client of event streams that loses its connection where it is told to: in the middle of an event, a chunk or a character.
import { request } from 'node:http'

export interface StreamRequest {
  url: string
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body?: unknown
}

export interface Received {
  status: number
  headers: Record<string, string | string[] | undefined>
  /** Whole blocks of text, each with the blank line that ends it. What came of the next one is lost. */
  blocks: string[]
  /** Was there more than the client was willing to read? */
  isLost: boolean
}

/** Reads a stream over a socket of its own, and destroys that once it has so many bytes of the body. Without `bytes`, reads to its end. */
export function receive({ url, method, headers, body }: StreamRequest, bytes = Number.POSITIVE_INFINITY): Promise<Received> {
  const { promise, resolve, reject } = Promise.withResolvers<Received>()
  const sending = request(url, {
    method,
    agent: false,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
  })
  sending.on('error', reject)
  sending.on('response', (response) => {
    const chunks: Buffer[] = []
    let length = 0
    const finish = (isLost: boolean) => {
      const text = Buffer.concat(chunks).subarray(0, bytes)
      const end = text.lastIndexOf('\n\n') + 2
      const blocks =
        end < 2
          ? []
          : text
              .subarray(0, end)
              .toString()
              .split(/(?<=\n\n)/)
      resolve({ status: response.statusCode!, headers: response.headers, blocks, isLost })
    }
    response.on('data', (chunk: Buffer) => {
      if (length >= bytes) return
      chunks.push(chunk)
      length += chunk.length
      if (length < bytes) return
      finish(true)
      response.socket.resetAndDestroy()
    })
    response.on('end', () => finish(false))
    response.on('error', reject)
  })
  sending.end(body === undefined ? undefined : JSON.stringify(body))
  return promise
}

export interface StreamedEvent {
  id: string
  event: string
  data: any
}

/** The event in a block, or undefined where it is a comment. */
export function eventIn(block: string): StreamedEvent | undefined {
  const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s) as [string, string]))
  return fields.data === undefined ? undefined : { id: fields.id!, event: fields.event!, data: JSON.parse(fields.data) }
}
