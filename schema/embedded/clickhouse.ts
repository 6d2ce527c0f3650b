import { existsSync } from 'node:fs'
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client'

export type { ClickHouseClient }

/** The part of a logger that is used here: the caller may be a process that has none of its own. */
interface Logger {
  warn(data: object, text: string): void
}

export interface ClickHouseOptions {
  /** A server, as `http://user:password@host:8123/database`; the database is created where it is missing. */
  url?: string | undefined
  /** Without a server: where the embedded one keeps its data. One per process. */
  folder?: string | undefined
  /** The embedded one is being installed, or was when this process began. */
  engineArrives?: boolean | undefined
  log?: Logger | undefined
}

/** The engine is being installed behind the start: what needs it tries again later. */
export class EngineArriving extends Error {
  override message = 'the ClickHouse engine is still being installed'
}

/** npm writes it last. */
const INSTALLED = new URL('clickhouse-engine/node_modules/.package-lock.json', import.meta.url)

/**
 * Opens ClickHouse: a server's, or the engine inside this process behind the same client. Its library takes 50 ms of the event
 * loop to load, and close to a second from a cold disk: open it when requests are served already, not before.
 * @returns null where there is no server and the engine doesn't run on this platform. That is logged, never thrown: what is
 *   kept here can be done without.
 * @throws EngineArriving while the embedded engine is being installed
 */
export async function openClickHouse({ url, folder, engineArrives, log }: ClickHouseOptions): Promise<ClickHouseClient | null> {
  if (url) return openServer(url, log)
  if (folder && engineArrives && !existsSync(INSTALLED)) throw new EngineArriving()
  if (folder) return openEmbedded(folder, log)
  return null
}

/** What goes wrong is thrown; the client would also print it. */
const DEFAULTS = { application: 'sinas', log: { level: ClickHouseLogLevel.OFF } }

async function openServer(url: string, log?: Logger): Promise<ClickHouseClient> {
  const database = decodeURIComponent(new URL(url).pathname.slice(1))
  if (database) await createDatabase(url, database, log)
  return createClient({ url, ...DEFAULTS })
}

/** Asked without naming it: a server refuses any request in a database that doesn't exist. */
async function createDatabase(url: string, database: string, log?: Logger): Promise<void> {
  const server = new URL(url)
  server.pathname = ''
  const client = createClient({ url: server, ...DEFAULTS })
  try {
    await client.command({ query: 'CREATE DATABASE IF NOT EXISTS {database:Identifier}', query_params: { database } })
  } catch (error) {
    // It may exist and the user lack the right to create it, or the server come up after us.
    log?.warn({ err: error, host: server.host, database }, "ClickHouse didn't create the database")
  } finally {
    await client.close()
  }
}

/** The two packages each declare this type, and one of its members by name. */
type Connection = NonNullable<NonNullable<Parameters<typeof createClient>[0]>['connection']>

/** It shares the process and the machine with everything else. */
const LIMITS = { max_memory_usage: '1000000000', max_threads: 2 }

async function openEmbedded(folder: string, log?: Logger): Promise<ClickHouseClient | null> {
  try {
    // Not at the top: it may be missing, and is a library of 570 MB that a process without it need not map.
    const { createChdbConnection } = await import('./clickhouse-engine/connection.ts')
    const connection = createChdbConnection({ path: folder }) as unknown as Connection
    const client = createClient({ connection, clickhouse_settings: LIMITS, ...DEFAULTS })
    const ping = await client.ping()
    if (ping.success) return client
    await client.close()
    throw ping.error
  } catch (error) {
    log?.warn({ err: error, folder }, 'there is no embedded ClickHouse here: set CLICKHOUSE_URL to keep what it would hold')
    return null
  }
}
