import { Pool } from 'pg'
import type { Logger } from '../../../schema/log.ts'

/** A connection that is not used for so long is closed. To open one takes ten milliseconds, and people think longer than the driver waits. */
const IDLE_MS = 300_000
/** From then on it is probed, so that nothing in between forgets it. */
const KEEP_ALIVE_AFTER_MS = 30_000

/** One connection for the journal alone: no request stands in its way, and batches are written one after the other. It does not wait for the disk. */
export function openJournalConnection(databaseUrl: string, log: Logger): Pool {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: 1,
    idleTimeoutMillis: IDLE_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    application_name: 'sinas:agents:journal',
    options: '-c synchronous_commit=off',
  })
  return pool.on('error', (error) => log.warn({ err: error }, 'the journal lost its connection to PostgreSQL'))
}
