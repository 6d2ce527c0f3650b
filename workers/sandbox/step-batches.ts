import type { Step } from './types.ts'

/** Milliseconds that steps are kept back: those of a run that ends meanwhile come with its result alone. */
const FIRST_MS = 250
/** How often they are told after that. */
const EVERY_MS = 100

/**
 * Steps of a run that goes on, a few times a second. A message to another thread wakes it and costs both, and most runs are over before anybody
 * could look at their steps.
 */
export class StepBatches {
  readonly #tell: (steps: Step[]) => void
  readonly #pending = new Map<number, Step>()
  #timer: NodeJS.Timeout | undefined
  #waitMs = FIRST_MS

  constructor(tell: (steps: Step[]) => void) {
    this.#tell = tell
  }

  add(step: Step): void {
    this.#pending.set(step.id, step)
    this.#timer ??= setTimeout(() => this.#flush(), this.#waitMs)
  }

  /** The result tells all steps: those that wait are not told any more. */
  drop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#pending.clear()
  }

  #flush(): void {
    this.#timer = undefined
    this.#waitMs = EVERY_MS
    const steps = [...this.#pending.values()]
    this.#pending.clear()
    this.#tell(steps)
  }
}
