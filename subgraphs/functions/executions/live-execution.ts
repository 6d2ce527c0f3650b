import type { Caller } from '../../../schema/caller.ts'
import type { Claim } from '../../../schema/ownership/owned-rows.ts'
import type { LogChunk, Step } from '../../../workers/sandbox/index.ts'
import { type LogEntry, type StepRecord, toRecords } from './run-outcome.ts'

/** Milliseconds after which what a run printed, and its steps, are written while it goes on. */
const FLUSH_MS = 100

/** What is new of a run that goes on. */
export interface News {
  logs: LogEntry[]
  steps: StepRecord[]
}

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
  readonly #write: (news: News) => Promise<void>
  #next: number
  #entries: LogEntry[] = []
  /** All of it so far: how deep one lies is told by those above it. */
  readonly #steps = new Map<number, Step>()
  #changedSteps = new Set<number>()
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()

  /** @param claim its row, and the attempt. @param firstLog number of the first log entry. @param write stores what is new while the run goes on */
  constructor(claim: Claim, caller: Caller, firstLog: number, write: (news: News) => Promise<void>) {
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

  steps(changed: readonly Step[]): void {
    for (const step of changed) {
      this.#steps.set(step.id, step)
      this.#changedSteps.add(step.id)
    }
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
    const logs = this.#entries.splice(0)
    const changed = this.#changedSteps
    this.#changedSteps = new Set()
    const steps = changed.size === 0 ? [] : toRecords([...this.#steps.values()]).filter(({ number }) => changed.has(number))
    // Lines that can't be written now come back, before those that were printed meanwhile. Steps are all written at the end.
    this.#writing = this.#write({ logs, steps }).catch(() => void this.#entries.unshift(...logs))
  }
}
