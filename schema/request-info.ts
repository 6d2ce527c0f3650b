import type { Caller, Decision } from './caller.ts'

/** What a request carries from the gateway through the subgraphs. */
export interface RequestInfo {
  caller: Caller | null
  /** One id through gateway, subgraphs and logs. */
  requestId: string
  /** W3C Trace Context, passed on where a request leaves the process. */
  traceparent?: string | undefined
  ip?: string | undefined
  userAgent?: string | undefined
  /** Aborted when the client leaves. */
  signal: AbortSignal
  /** Filled while the request runs. */
  decisions: Decision[]
}

/** A request that no client made: a cron tick, a queued run. */
export function internalRequest(caller: Caller | null, requestId: string, signal = new AbortController().signal): RequestInfo {
  return { caller, requestId, signal, decisions: [] }
}
