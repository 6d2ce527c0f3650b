import type { GatewayPlugin } from '@graphql-hive/gateway-runtime'
import { clientNetwork } from '../schema/client-network.ts'
import type { Config } from '../schema/config.ts'
import type { RequestInfo } from '../schema/context.ts'
import { SinasError } from '../schema/errors.ts'
import { sessionUseOf } from './session/session-use.ts'

type Limits = Pick<Config, 'MAX_STREAMS_PER_USER' | 'MAX_STREAMS_PER_NETWORK'>

/** Seconds after which a client may try again: a stream begins where another ends. */
const RETRY_AFTER_SECONDS = 5

/** Open streams of all doors: each takes memory for as long as its client stays. */
export class OpenStreams {
  readonly #limits: Limits
  /** Open streams, by user or network. */
  readonly #counts = new Map<string, number>()
  readonly #open = new Map<RequestInfo, string[]>()

  constructor(limits: Limits) {
    this.#limits = limits
  }

  /**
   * The request becomes a stream.
   * @throws SinasError RATE_LIMITED where its caller or its network has too many, CSRF_REFUSED where another page may have made a browser ask for it
   */
  enter(info: RequestInfo): void {
    const forgery = sessionUseOf(info)?.forgery
    if (forgery) throw forgery
    const { MAX_STREAMS_PER_NETWORK, MAX_STREAMS_PER_USER } = this.#limits
    const most = new Map([[`network ${clientNetwork(info.ip)}`, MAX_STREAMS_PER_NETWORK]])
    if (info.caller) most.set(`user ${info.caller.userId}`, MAX_STREAMS_PER_USER)
    for (const [key, limit] of most)
      if (this.#count(key) >= limit) throw new SinasError('RATE_LIMITED', { retryAfter: RETRY_AFTER_SECONDS })
    for (const key of most.keys()) this.#counts.set(key, this.#count(key) + 1)
    this.#open.set(info, [...most.keys()])
  }

  /** Forgets a request that has ended, whether it was a stream or not. */
  leave(info: RequestInfo): void {
    for (const key of this.#open.get(info) ?? []) {
      const left = this.#count(key) - 1
      if (left > 0) this.#counts.set(key, left)
      else this.#counts.delete(key)
    }
    this.#open.delete(info)
  }

  /** The requests that are streams now. */
  open(): Iterable<RequestInfo> {
    return this.#open.keys()
  }

  #count(key: string): number {
    return this.#counts.get(key) ?? 0
  }
}

/** Counts subscriptions over GraphQL. */
export function limitStreams(streams: OpenStreams): GatewayPlugin {
  return {
    onSubscribe({ args, setResultAndStopExecution }) {
      const { requestInfo } = args.contextValue as unknown as { requestInfo: RequestInfo }
      try {
        streams.enter(requestInfo)
      } catch (error) {
        setResultAndStopExecution({ errors: [error as SinasError] })
      }
    },
  }
}
