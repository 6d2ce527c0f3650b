import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { vary } from './vary.ts'

const compress = promisify(gzip)

/** Bytes below which compression is not worth it. */
const MIN_COMPRESSED_BYTES = 1024

/** Bytes that are sent again and again: compressed once, and not sent to a client that has them already. */
export class Representation {
  readonly #type: string
  readonly #bytes: Buffer
  readonly #etag: string
  #compressed: Promise<Buffer> | undefined

  constructor(type: string, content: string | Buffer) {
    this.#type = type
    this.#bytes = Buffer.from(content)
    this.#etag = createHash('sha256').update(this.#bytes).digest('base64url').slice(0, 27)
  }

  /** @param cacheControl how long, and by which caches, it may be kept */
  async send(request: FastifyRequest, reply: FastifyReply, cacheControl: string): Promise<FastifyReply> {
    // Weak: it stands for both encodings.
    const etag = `W/"${this.#etag}"`
    vary(reply.headers({ etag, 'cache-control': cacheControl }), 'accept-encoding')
    if (request.headers['if-none-match']?.includes(etag)) return reply.code(304).send()
    reply.type(this.#type)
    if (this.#bytes.length < MIN_COMPRESSED_BYTES || !/\bgzip\b(?!;q=0(\.0*)?\b)/.test(String(request.headers['accept-encoding'] ?? '')))
      return reply.send(this.#bytes)
    return reply.header('content-encoding', 'gzip').send(await (this.#compressed ??= compress(this.#bytes)))
  }
}
