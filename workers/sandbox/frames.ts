import type { FunctionSource, RunSecret } from './types.ts'

/** Frames of a connection: a type byte, a little-endian u32 length, the payload. PROTOCOL.md says what each means. */
export type FrameType = 'S' | 'L' | 'T' | 'P' | 'R' | 'E' | 'M'

export interface Frame {
  type: FrameType
  payload: Buffer
}

export const OUTPUT_BYTES = 16 << 20
export const INPUT_BYTES = 16 << 20
export const LOG_BYTES = 256 << 10

const HEAD_BYTES = 5
/** Longest payload by type: more is not from our runner. */
const LONGEST: Record<FrameType, number> = {
  S: 0,
  L: LOG_BYTES + 64,
  T: 512 << 10,
  P: 1 << 20,
  R: OUTPUT_BYTES + 16,
  E: 256 << 10,
  M: 64 << 10,
}

export class ProtocolError extends Error {}

/** Cuts a stream of bytes into frames; a large frame is assembled once, however many pieces it comes in. */
export class FrameReader {
  #chunks: Buffer[] = []
  #size = 0
  #needed = HEAD_BYTES

  /** Calls `handle` with every frame that is now complete. @throws ProtocolError, and what `handle` throws */
  push(chunk: Buffer, handle: (frame: Frame) => void): void {
    this.#chunks.push(chunk)
    this.#size += chunk.length
    while (this.#size >= this.#needed) {
      const data = this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks)
      this.#chunks = [data]
      const type = String.fromCharCode(data[0]!) as FrameType
      const length = data.readUInt32LE(1)
      if (!(length <= LONGEST[type])) throw new ProtocolError(`a frame of type ${JSON.stringify(type)} and ${length} bytes`)
      this.#needed = HEAD_BYTES + length
      if (data.length < this.#needed) return
      this.#chunks = [data.subarray(this.#needed)]
      this.#size -= this.#needed
      this.#needed = HEAD_BYTES
      handle({ type, payload: data.subarray(HEAD_BYTES, HEAD_BYTES + length) })
    }
  }
}

interface EncodedFunction extends FunctionSource {
  /** Marshalled by a compile run; absent the first time. */
  compiled?: Buffer | undefined
}

export type WireRequest =
  | { mode: 'compile'; functions: EncodedFunction[] }
  | {
      mode: 'run'
      functions: EncodedFunction[]
      entry: { namespace: string; name: string }
      input: unknown
      context: object
      secrets: RunSecret[]
    }

/** The body of a request: u32 length of the JSON, the JSON, then the functions' compiled code in order. */
export function encodeBody(request: WireRequest): Buffer {
  const functions = request.functions.map(({ compiled, ...source }) => ({ ...source, compiledBytes: compiled?.length ?? 0 }))
  const json = Buffer.from(JSON.stringify({ ...request, functions }))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(json.length)
  return Buffer.concat([length, json, ...request.functions.flatMap(({ compiled }) => compiled ?? [])])
}

/** What a spare reads first: 16 bytes of id, timeout in ms, memory in MB, size of the body. */
export function encodeHeader(id: Buffer, timeoutMs: number, memoryMb: number, bodyBytes: number): Buffer {
  const header = Buffer.alloc(28)
  id.copy(header)
  header.writeUInt32LE(Math.max(1, Math.min(Math.ceil(timeoutMs), 0xffffffff)), 16)
  header.writeUInt32LE(memoryMb, 20)
  header.writeUInt32LE(bodyBytes, 24)
  return header
}

/** Folders of packages that one execution may see. */
export const MOST_PACKAGES = 2

/** The first bytes on a connection of an execution that sees packages: their folders' names, zeros for missing ones. */
export function encodeNames(packages: string[]): Buffer {
  return Buffer.concat(Array.from({ length: MOST_PACKAGES }, (_, i) => (packages[i] ? Buffer.from(packages[i], 'hex') : Buffer.alloc(16))))
}

/** The answer to a pause. */
export function encodeAnswer(value: unknown): Buffer {
  const json = Buffer.from(JSON.stringify(value ?? null))
  const head = Buffer.alloc(HEAD_BYTES)
  head.write('A')
  head.writeUInt32LE(json.length, 1)
  return Buffer.concat([head, json])
}
