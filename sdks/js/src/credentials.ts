/** What a login gives. `refreshToken` lets the client fetch new access tokens by itself. */
export interface TokenPair {
  accessToken: string
  refreshToken?: string | undefined
  /** Milliseconds since 1970, where it is known. */
  expiresAt?: number | undefined
}

/** A token that ends so soon may end on its way. */
const MARGIN_MS = 10_000

/** What the client proves itself with: an API key, or tokens that it keeps fresh. */
export class Credentials {
  #tokens: TokenPair | undefined
  #refreshing: Promise<string> | undefined
  readonly #refresh: (refreshToken: string) => Promise<TokenPair>
  readonly #onTokens: ((tokens: TokenPair) => void) | undefined

  /** @param onTokens called whenever there are new ones, so that they can be kept */
  constructor(
    tokens: TokenPair | undefined,
    refresh: (refreshToken: string) => Promise<TokenPair>,
    onTokens?: (tokens: TokenPair) => void,
  ) {
    this.#tokens = tokens
    this.#refresh = refresh
    this.#onTokens = onTokens
  }

  get refreshToken(): string | undefined {
    return this.#tokens?.refreshToken
  }

  set(tokens: TokenPair | undefined): void {
    this.#tokens = tokens
    if (tokens) this.#onTokens?.(tokens)
  }

  /** The token to send, which may be a new one. */
  async current(): Promise<string | undefined> {
    if (!this.#tokens) return undefined
    const { accessToken, refreshToken, expiresAt = Number.POSITIVE_INFINITY } = this.#tokens
    return refreshToken && expiresAt - Date.now() < MARGIN_MS ? this.renew(accessToken) : accessToken
  }

  /**
   * A token in place of one that the server refused, or undefined where there is none to be had.
   * However many callers ask at once, one of them fetches it.
   */
  async renew(refused: string): Promise<string | undefined> {
    if (this.#tokens?.accessToken !== refused) return this.#tokens?.accessToken
    const { refreshToken } = this.#tokens
    if (!refreshToken) return undefined
    this.#refreshing ??= this.#refresh(refreshToken)
      .then((tokens) => {
        this.set(tokens)
        return tokens.accessToken
      })
      .finally(() => {
        this.#refreshing = undefined
      })
    return this.#refreshing
  }
}
