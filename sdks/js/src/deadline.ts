/** Ends a request when its time is over or its caller gives up. */
export class Deadline {
  readonly signal: AbortSignal
  readonly #controller = new AbortController()
  readonly #caller: AbortSignal | undefined
  readonly #onAbort = () => this.#controller.abort(this.#caller?.reason)
  #timer: ReturnType<typeof setTimeout> | undefined
  #isOver = false

  constructor(milliseconds: number, caller?: AbortSignal) {
    caller?.throwIfAborted()
    this.signal = this.#controller.signal
    this.#caller = caller
    caller?.addEventListener('abort', this.#onAbort, { once: true })
    this.extend(milliseconds)
  }

  /** The time is over: it was not the caller who gave up. */
  get isOver(): boolean {
    return this.#isOver
  }

  /** No time passes until it is extended. */
  pause(): void {
    clearTimeout(this.#timer)
  }

  /** Begins again, with so much time. */
  extend(milliseconds: number): void {
    this.pause()
    this.#timer = setTimeout(() => {
      this.#isOver = true
      this.#controller.abort()
    }, milliseconds)
  }

  /** To be called when the request is over. */
  clear(): void {
    this.pause()
    this.#caller?.removeEventListener('abort', this.#onAbort)
  }
}
