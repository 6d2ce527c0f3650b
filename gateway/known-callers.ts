import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { DataOf } from '../schema/graph.ts'

type Authentication = DataOf<'Authenticate' | 'AuthenticateSession'>['authentication']

/** Of an `Authorization` or `X-API-Key` header, or of a browser's cookie. */
type Kind = 'credential' | 'session'

const MAX_CREDENTIALS = 10_000

/**
 * For how long a caller is known at most, from when they were asked for: what another process changed is never honoured later than that, whatever
 * becomes of the message that says so.
 */
export const KNOWN_FOR_MS = 1_000

/**
 * Who asked a moment ago. Everybody is forgotten whenever rights change: a look-up that is under way then answers the requests that wait for it, and
 * no later one. Credentials are not kept, only their SHA-256; one that is refused is not known, and looked up each time.
 */
export class KnownCallers {
  /** Without a resolution of its own, the cache reads the clock whenever it is asked. */
  readonly #known = new LRUCache<string, Promise<Authentication>>({ max: MAX_CREDENTIALS, ttl: KNOWN_FOR_MS, ttlResolution: 0 })
  #hearsOfChanges = false

  /**
   * @param kind of credential: one that is good in a header is not so in a cookie
   * @param lookUp asks for the caller; requests with the same credential wait for the same answer
   * @returns null where the credential is not valid
   */
  async find<Found extends Authentication>(kind: Kind, credential: string, lookUp: () => Promise<Found>): Promise<Found> {
    if (!this.#hearsOfChanges) return lookUp()
    const key = `${kind} ${hash('sha256', credential, 'base64')}`
    const known = this.#known.get(key) as Promise<Found> | undefined
    return known ?? this.#remember(key, lookUp())
  }

  /** Rights have changed, and this process hears of further changes. */
  refresh(): void {
    this.#hearsOfChanges = true
    this.forget()
  }

  /** This process may miss a change from now on: nobody is known until `refresh`. */
  suspend(): void {
    this.#hearsOfChanges = false
    this.forget()
  }

  /** Rights may have changed. */
  forget(): void {
    this.#known.clear()
  }

  async #remember<Found extends Authentication>(key: string, answer: Promise<Found>): Promise<Found> {
    const start = performance.now()
    this.#known.set(key, answer, { start })
    // Forgotten meanwhile, or known by a later answer: then that stands.
    const isStillKnown = () => this.#known.peek(key) === answer
    try {
      const found = await answer
      const ttl = Math.floor(found ? (found.validForMs ?? KNOWN_FOR_MS) : 0)
      if (ttl < KNOWN_FOR_MS && isStillKnown()) {
        // Zero would be no end at all.
        if (ttl <= 0) this.#known.delete(key)
        else this.#known.set(key, answer, { start, ttl })
      }
      return found
    } catch (error) {
      if (isStillKnown()) this.#known.delete(key)
      throw error
    }
  }
}
