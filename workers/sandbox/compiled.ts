import type { FunctionSource } from './types.ts'

const MOST_BYTES = 32 << 20
/** Code that runs once is not worth a second process. */
const USES_BEFORE_COMPILING = 2

interface Entry {
  uses: number
  compiled: Buffer | null
  pending: boolean
}

/**
 * Compiled code by its text, so that a new version is never mistaken for an old one. It comes from processes that only compile: one that has run
 * a function could have put anything there.
 */
export class CompiledCode {
  readonly #entries = new Map<string, Entry>()
  readonly #compile: (source: FunctionSource) => Promise<Buffer | null>
  #bytes = 0

  /** @param compile resolves null when the code cannot be compiled */
  constructor(compile: (source: FunctionSource) => Promise<Buffer | null>) {
    this.#compile = compile
  }

  /** The compiled code if it is known; otherwise, when the code keeps coming, it is compiled for the next time. */
  get(source: FunctionSource): Buffer | undefined {
    const key = keyOf(source)
    const entry = this.#entries.get(key) ?? { uses: 0, compiled: null, pending: false }
    this.#entries.delete(key)
    this.#entries.set(key, entry) // most recently used last
    if (entry.uses++ === 0) this.#grow(key.length)
    if (!entry.compiled && !entry.pending && entry.uses >= USES_BEFORE_COMPILING) void this.#fill(entry, source)
    return entry.compiled ?? undefined
  }

  async #fill(entry: Entry, source: FunctionSource): Promise<void> {
    entry.pending = true // and stays so when it cannot be compiled
    entry.compiled = await this.#compile(source)
    if (entry.compiled) this.#grow(entry.compiled.length)
  }

  #grow(bytes: number): void {
    this.#bytes += bytes
    for (const [key, { compiled }] of this.#entries) {
      if (this.#bytes <= MOST_BYTES || this.#entries.size === 1) return
      this.#entries.delete(key)
      this.#bytes -= key.length + (compiled?.length ?? 0)
    }
  }
}

function keyOf({ namespace, name, code }: FunctionSource): string {
  return `${namespace}/${name}\0${code}`
}
