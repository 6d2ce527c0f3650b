import type { Logger } from './log.ts'

interface Repetition {
  /** Milliseconds between the beginnings of two rounds. */
  everyMs: number
  log: Logger
  /** The log message for a round that failed; the next round is its retry. */
  failure: string
}

/**
 * Does something again and again, a round at a time: where one takes longer than `everyMs`, the next waits for its turn. Doesn't keep the
 * process alive.
 * @param round given a signal that tells a long one to stop early
 * @returns stops it, and waits for the round that is under way
 */
export function repeat(round: (signal: AbortSignal) => Promise<unknown>, { everyMs, log, failure }: Repetition): () => Promise<void> {
  const stopping = new AbortController()
  let running: Promise<void> | undefined
  async function run(): Promise<void> {
    try {
      await round(stopping.signal)
    } catch (error) {
      log.error({ err: error }, failure)
    }
  }
  const timer = setInterval(() => {
    running ??= run().finally(() => {
      running = undefined
    })
  }, everyMs).unref()
  return async () => {
    clearInterval(timer)
    stopping.abort()
    await running
  }
}
