import { ERRORS, type ErrorCode, SinasError } from '../schema/errors.ts'
import type { LogChunk, RunResult, Step } from './sandbox/index.ts'

/**
 * The audience that a request to a sandbox worker is signed for: this process, and this path. A worker keeps no list of used requests with the others,
 * so that what was meant for one must be of no use at another, nor after a restart.
 * @param instance which a worker makes up when it starts, and tells at `/ready`
 */
export const audienceOf = (instance: string, path: string) => `sandbox worker ${instance} ${path}`
/** A worker sends a blank line this often, to say that it is alive. */
export const BEAT_MS = 5_000
/** Silence after which the other side is gone. */
export const SILENCE_MS = 20_000

/** What a worker says while an execution runs: one JSON document a line. After `awaiting_input` the stream stays open until that ends. */
export type WireEvent =
  | { type: 'started' }
  | { type: 'log'; chunk: LogChunk }
  | { type: 'steps'; steps: Step[] }
  | { type: 'result'; result: RunResult }
  | { type: 'abandoned'; result: RunResult }
  | { type: 'error'; error: WireError }

export interface WireError {
  code: ErrorCode
  message: string
  retryAfter?: number
}

export function toWireError(error: unknown): WireError {
  if (!(error instanceof SinasError)) return { code: 'INTERNAL', message: (error as Error).message }
  const retryAfter = error.extensions.retryAfter as number | undefined
  return { code: error.code, message: error.message, ...(retryAfter !== undefined && { retryAfter }) }
}

export function fromWireError({ code, message, retryAfter }: WireError): Error {
  if (code === 'INTERNAL' || !(code in ERRORS)) return new Error(message)
  const error = new SinasError(code, { ...(retryAfter !== undefined && { retryAfter }) })
  error.message = message
  return error
}
