/** Cuts what a zygote says on its control channel into events: lines of JSON, some followed by as many bytes of output as they say. */
export class ControlReader<Event extends object> {
  readonly #handle: (event: Event, output: string) => void
  #rest: Buffer = Buffer.alloc(0)

  constructor(handle: (event: Event, output: string) => void) {
    this.#handle = handle
  }

  push(chunk: Buffer): void {
    this.#rest = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk
    for (;;) {
      const end = this.#rest.indexOf(10)
      if (end < 0) return
      const { outputBytes = 0, ...event } = JSON.parse(this.#rest.toString('utf8', 0, end)) as Event & { outputBytes?: number }
      const next = end + 1 + outputBytes
      if (this.#rest.length < next) return
      const output = this.#rest.toString('utf8', end + 1, next)
      this.#rest = this.#rest.subarray(next)
      this.#handle(event as unknown as Event, output)
    }
  }
}
