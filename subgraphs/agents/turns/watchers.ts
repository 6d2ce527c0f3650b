import type { Database } from '../../../schema/database.ts'
import type { Logger } from '../../../schema/log.ts'
import type { Presence } from '../../../schema/ownership/presence.ts'
import { isLast, type Journal, type StreamEvent } from './journal.ts'

const ENTER = `
  update agents.turns set watchers = array_append(array_remove(coalesce(watchers, '{}'), $2::uuid), $2::uuid)
  where id = $1 and status in ('running', 'waiting')`

const LEAVE = `
  update agents.turns set watchers = array_remove(coalesce(watchers, '{}'), $2::uuid)
  where id = $1 and status in ('running', 'waiting')`

const WATCHERS = `select watchers from agents.turns where id = $1 and status = 'running'`

/** The clients of this process that watch one turn. */
interface Watched {
  count: number
  /** Whether the turn's row names this process. */
  isWritten: boolean
  writing: Promise<void> | undefined
}

interface Dependencies {
  database: Database
  journal: Journal
  presence: Presence
  log: Logger
}

/**
 * Knows of every turn that goes on whether a client watches it, in whichever process. A turn names the processes with clients of its own:
 * the one that begins a turn for a client is written with the turn, and a client that stays until the end costs no further statement.
 */
export class Watchers {
  readonly #watched = new Map<string, Watched>()
  readonly #dependencies: Dependencies

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies
  }

  /** A turn's events after `seq` for a client, as `Journal.watch` gives them. @param isNew the client began the turn, and its row says so */
  watch(turnId: string, seq: number, signal: AbortSignal, { isNew = false } = {}): AsyncIterableIterator<StreamEvent> {
    const { journal } = this.#dependencies
    const entered = this.#enter(turnId, isNew)
    const events = journal.watch(turnId, seq, signal)
    let isOver = false
    let hasLeft = false
    const leave = () => {
      if (hasLeft) return
      hasLeft = true
      signal.removeEventListener('abort', leave)
      this.#leave(turnId, isOver)
    }
    signal.addEventListener('abort', leave, { once: true })
    if (signal.aborted) leave()
    return {
      [Symbol.asyncIterator]() {
        return this
      },
      async next() {
        await entered
        try {
          const step = await events.next()
          isOver ||= step.done ? !signal.aborted : isLast(step.value)
          if (isOver || step.done) leave()
          return step
        } catch (error) {
          leave()
          throw error
        }
      },
      async return(value) {
        leave()
        return (await events.return?.(value)) ?? { done: true, value }
      },
      async throw(error) {
        leave()
        return (await events.throw?.(error)) ?? { done: true, value: undefined }
      },
    }
  }

  /** Whether clients watched a turn that goes on, and all of them have left. */
  async haveLeft(turnId: string): Promise<boolean> {
    const { database, presence } = this.#dependencies
    await this.#watched.get(turnId)?.writing
    const [turn] = await database.query<{ watchers: string[] | null }>(WATCHERS, [turnId])
    if (!turn?.watchers) return false
    // A process that died has no clients any more.
    return (await presence.absentAmong(turn.watchers)).length === turn.watchers.length
  }

  async #enter(turnId: string, isNew: boolean): Promise<void> {
    const watched = this.#watched.get(turnId) ?? { count: 0, isWritten: isNew, writing: undefined }
    watched.count++
    this.#watched.set(turnId, watched)
    await this.#write(turnId, watched)
  }

  #leave(turnId: string, isOver: boolean): void {
    const watched = this.#watched.get(turnId)!
    watched.count--
    if (watched.count > 0) return
    if (isOver) this.#watched.delete(turnId)
    else void this.#write(turnId, watched)
  }

  /** One statement at a time, so that the last one says what is true. */
  #write(turnId: string, watched: Watched): Promise<void> {
    watched.writing ??= this.#writeUntilTrue(turnId, watched).finally(() => {
      watched.writing = undefined
      if (watched.count === 0 && this.#watched.get(turnId) === watched) this.#watched.delete(turnId)
    })
    return watched.writing
  }

  async #writeUntilTrue(turnId: string, watched: Watched): Promise<void> {
    const { database, journal, log } = this.#dependencies
    while (watched.isWritten !== watched.count > 0) {
      const isWatched = watched.count > 0
      try {
        await database.query(isWatched ? ENTER : LEAVE, [turnId, journal.processId])
        watched.isWritten = isWatched
      } catch (error) {
        log.warn({ err: error, turnId }, 'who watches a turn could not be written: a new message may have to wait for its end')
        return
      }
    }
  }
}
