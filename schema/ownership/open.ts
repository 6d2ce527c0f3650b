import { databaseFailure } from '../database.ts'
import type { Logger } from '../log.ts'
import { Listener } from './listener.ts'
import { Presence, type PresenceTiming } from './presence.ts'

/** What a process owns rows with. */
export interface Ownership {
  listener: Listener
  presence: Presence
  /** Connects to the other processes. @throws StartError when the database can't be reached */
  start(): Promise<void>
  stop(): Promise<void>
}

/** @param url PostgreSQL; it is not connected to before `start` */
export function createOwnership(url: string, log: Logger, timing: PresenceTiming = {}): Ownership {
  const listener = new Listener({ url, name: 'sinas:listener', log })
  const presence = new Presence({ listener, log, ...timing })
  return {
    listener,
    presence,
    async start() {
      await listener.open().catch((error: unknown) => {
        throw databaseFailure(error, url)
      })
      await presence.start()
    },
    async stop() {
      await presence.stop()
      await listener.close()
    },
  }
}
