import { type Caller, internalRequest } from '../../../schema/context.ts'
import type { Graph } from '../../../schema/graph.ts'

/** Minutes that a token is good beyond the longest run it is given to. */
const MINUTES = 15
/** Milliseconds that a token is handed out again: with it a function of a minute is not minted one for each call. */
const REUSE_MS = 5 * 60_000
const MAX_KEPT = 10_000

/** Access tokens with which functions call the API back, as the user they run as, and with no more than the API key that was used. */
export class AccessTokens {
  readonly #graph: Graph
  readonly #kept = new Map<string, { token: Promise<string>; until: number }>()

  constructor(graph: Graph) {
    this.#graph = graph
  }

  /** @param seconds that the run may take */
  async tokenFor(caller: Caller, seconds: number): Promise<string> {
    const minutes = MINUTES + Math.ceil(seconds / 60)
    const key = `${caller.userId} ${caller.apiKey?.id ?? ''} ${minutes}`
    const kept = this.#kept.get(key)
    if (kept && kept.until > Date.now()) return kept.token
    if (this.#kept.size >= MAX_KEPT) this.#kept.clear()
    const token = this.#mint(caller, minutes)
    this.#kept.set(key, { token, until: Date.now() + REUSE_MS })
    token.catch(() => this.#kept.delete(key))
    return token
  }

  async #mint(caller: Caller, minutes: number): Promise<string> {
    const variables = { user_id: caller.userId, minutes, api_key_id: caller.apiKey?.id ?? null }
    const { token } = await this.#graph.execute<{ token: string }>('MintAccessToken', variables, internalRequest(caller, 'access-token'))
    return token
  }
}
