const SHOWN = 40

/** What must not have happened, each once. */
export class Findings {
  readonly #found = new Map<string, string>()

  /** @param what the kind of finding, and of which thing: it is reported once @param details enough to find the cause */
  add(what: string, details: unknown): void {
    if (this.#found.has(what) || this.#found.size >= SHOWN) return
    const text = typeof details === 'string' ? details : JSON.stringify(details)
    this.#found.set(what, text.slice(0, 2_000))
    console.error(`FINDING ${what}\n  ${text.slice(0, 2_000)}`)
  }

  get size(): number {
    return this.#found.size
  }

  toString(): string {
    return [...this.#found].map(([what, details]) => `${what}\n  ${details}`).join('\n')
  }
}
