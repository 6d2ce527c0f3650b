// A process that owns a data folder, for tests that kill it.
import { fork } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import pg from 'pg'
import { openClickHouse } from './clickhouse.ts'
import { openDataFolder } from './data-folder.ts'
import { startPostgres } from './postgres.ts'

const writers = { postgres: openPostgresWriter, clickhouse: openClickHouseWriter, nothing: openNothing }

export interface Owner {
  /** The last number that the database acknowledged; -1: none. */
  readonly acknowledged: number
  /** Of the PostgreSQL server, where there is one. */
  readonly serverPid: number | undefined
  pid: number
  /** Waits until this number is acknowledged. */
  reaches(n: number): Promise<void>
  /** As `kill -9` does. */
  kill(): Promise<void>
}

/**
 * Starts it, and waits until it owns the folder. With a database it writes 0, 1, 2, ... into the table `ticks (n)`, one
 * acknowledged row after the other, for as long as it lives.
 */
export async function startOwner(folder: string, database: keyof typeof writers): Promise<Owner> {
  const child = fork(import.meta.filename, [folder, database], { execArgv: [] })
  const [{ serverPid }] = await once(child, 'message')
  const progress = new EventEmitter()
  let acknowledged = -1
  child.on('message', (n: number) => {
    acknowledged = n
    progress.emit('tick')
  })
  return {
    pid: child.pid!,
    serverPid,
    get acknowledged() {
      return acknowledged
    },
    async reaches(n) {
      while (acknowledged < n) await once(progress, 'tick')
    },
    async kill() {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

if (import.meta.main) {
  // The test that started us is gone.
  process.once('disconnect', () => process.exit())
  const [folder, database] = process.argv.slice(2) as [string, keyof typeof writers]
  const { serverPid, write } = await writers[database](folder)
  process.send!({ serverPid })
  for (let n = 0; write; n++) {
    await write(n)
    process.send!(n)
  }
}

interface Writer {
  serverPid?: number
  write?: (n: number) => Promise<unknown>
}

async function openNothing(folder: string): Promise<Writer> {
  await openDataFolder(folder)
  return {}
}

async function openPostgresWriter(folder: string): Promise<Writer> {
  const postgres = await startPostgres(await openDataFolder(folder))
  const client = new pg.Client(postgres.url)
  client.on('error', () => {})
  await client.connect()
  await client.query('CREATE TABLE IF NOT EXISTS ticks (n integer)')
  return { serverPid: postgres.pid, write: (n) => client.query('INSERT INTO ticks VALUES ($1)', [n]) }
}

async function openClickHouseWriter(folder: string): Promise<Writer> {
  const dataFolder = await openDataFolder(folder)
  const clickhouse = (await openClickHouse({ folder: dataFolder.path('clickhouse') }))!
  await clickhouse.command({ query: 'CREATE TABLE IF NOT EXISTS ticks (n UInt32) ENGINE = MergeTree ORDER BY n' })
  return { write: (n) => clickhouse.insert({ table: 'ticks', values: [{ n }], format: 'JSONEachRow' }) }
}
