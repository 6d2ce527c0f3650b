import type { Caller } from '../../../schema/caller.ts'
import type { Claim } from '../../../schema/ownership/owned-rows.ts'
import type { LogChunk } from '../../../workers/sandbox/index.ts'
import type { LogEntry } from './run-outcome.ts'

/** Milliseconds after which what a run printed is written while it goes on. */
const FLUSH_MS = 100

/** An execution that runs in this process, or is parked here while it waits for input. */
export class LiveExecution {
  readonly claim: Claim
  /** The caller for whom it runs, as they were when it began. */
  readonly caller: Caller
  /** Aborted: the run is killed. */
  readonly controller = new AbortController()
  /** `pausing`: it asks for input, and its row does not say so yet. `paused`: the row does, and its process in the sandbox is kept. */
  state: 'running' | 'pausing' | 'paused' = 'running'
  /** It was given its input before this process had heard that its row was written. */
  isContinued = false
  /** How often it has paused. */
  pauses = 0
  readonly #write: (entries: LogEntry[]) => Promise<void>
  #next: number
  #entries: LogEntry[] = []
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()

  /** @param claim its row, and the attempt. @param firstLog number of the first log entry. @param write stores entries while the run goes on */
  constructor(claim: Claim, caller: Caller, firstLog: number, write: (entries: LogEntry[]) => Promise<void>) {
    this.claim = claim
    this.caller = caller
    this.#next = firstLog
    this.#write = write
  }

  get id(): string {
    return this.claim.id
  }

  get isPaused(): boolean {
    return this.state === 'paused'
  }

  log({ stream, text, at }: LogChunk): void {
    this.#entries.push({ number: this.#next++, stream, text, at: new Date(at) })
    this.#timer ??= setTimeout(() => this.#flush(), FLUSH_MS)
  }

  /** Entries that are not written yet: the caller who takes them must write them. */
  async takeLogs(): Promise<LogEntry[]> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    await this.#writing
    return this.#entries.splice(0)
  }

  #flush(): void {
    this.#timer = undefined
    const entries = this.#entries.splice(0)
    // Those that can't be written now come back, before those that were printed meanwhile.
    this.#writing = this.#write(entries).catch(() => void this.#entries.unshift(...entries))
  }
}
