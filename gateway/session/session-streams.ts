import { internalRequest } from '../../schema/context.ts'
import type { Graph } from '../../schema/graph.ts'
import type { Logger } from '../../schema/log.ts'
import { KNOWN_FOR_MS } from '../known-callers.ts'
import type { OpenStreams } from '../open-streams.ts'
import { type SessionUse, sessionUseOf } from './session-use.ts'

interface Dependencies {
  graph: Graph
  streams: OpenStreams
  log: Logger
}

/** Ends the open streams of browsers' sessions that are over: who logs out in one tab sees nothing more in another, on another machine neither. */
export class SessionStreams {
  readonly #dependencies: Dependencies
  #looking: Promise<void> | undefined
  #isToLookAgain = false
  #later: NodeJS.Timeout | undefined

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies
  }

  /** Rights have changed: sessions may be over. */
  refresh(): void {
    this.#look()
    // For a stream that begins at this moment, by what was known before.
    this.#later ??= setTimeout(() => {
      this.#later = undefined
      this.#look()
    }, KNOWN_FOR_MS).unref()
  }

  #look(): void {
    this.#isToLookAgain = this.#looking !== undefined
    this.#looking ??= this.#endOver()
      .catch((error: unknown) => this.#dependencies.log.warn({ err: error }, 'this process could not look for sessions that are over'))
      .finally(() => {
        this.#looking = undefined
        if (this.#isToLookAgain) this.#look()
      })
  }

  async #endOver(): Promise<void> {
    const { graph, streams } = this.#dependencies
    const uses = new Map<string, SessionUse[]>()
    for (const info of streams.open()) {
      const use = sessionUseOf(info)
      if (use) uses.set(use.sessionId, [...(uses.get(use.sessionId) ?? []), use])
    }
    if (uses.size === 0) return
    const { live } = await graph.execute('LiveBrowserSessions', { ids: [...uses.keys()] }, internalRequest(null, 'sessions'))
    for (const id of live) uses.delete(id)
    for (const use of [...uses.values()].flat()) use.end()
  }
}
