// The databases that tests of the queue run on, each empty, and what they all need.
import { execFile, spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { MongoClient } from 'mongodb'
import pg from 'pg'
import { pino } from 'pino'
import { openDataFolder } from '../../schema/embedded/data-folder.ts'
import { startPostgres } from '../../schema/embedded/postgres.ts'
import { MongoStore } from './mongo-store.ts'
import { PostgresStore } from './postgres-store.ts'
import type { JobStore } from './store.ts'

export const silent = pino({ level: 'silent' })

/** What `openQueue` is told about its database. */
export interface StoreUrls {
  postgresUrl: string
  mongodbUrl?: string
}

/** A server of one kind, of which every test takes a new database. */
export interface TestStores extends AsyncDisposable {
  name: string
  fresh(): Promise<StoreUrls>
  openStore(urls: StoreUrls, worker: string, leaseMs: number): Promise<JobStore>
}

export async function startPostgresStores(): Promise<TestStores> {
  const root = await mkdtemp(path.join(tmpdir(), 'sinas-queue-'))
  const folder = await openDataFolder(path.join(root, 'data'))
  const postgres = await startPostgres(folder)
  return {
    name: 'PostgreSQL',
    async fresh() {
      const database = `queue_${randomUUID().replaceAll('-', '')}`
      const client = new pg.Client(postgres.url)
      await client.connect()
      await client.query(`CREATE DATABASE ${database}`)
      await client.end()
      const url = new URL(postgres.url)
      url.pathname = database
      return { postgresUrl: url.href }
    },
    openStore: ({ postgresUrl }, worker, leaseMs) => PostgresStore.open({ url: postgresUrl, worker, leaseMs }, silent),
    async [Symbol.asyncDispose]() {
      await postgres.stop()
      await folder.close()
      await rm(root, { recursive: true, force: true })
    },
  }
}

/**
 * A MongoDB server at MONGODB_TEST_URL, else FerretDB, which is built from Go modules the first time.
 * @returns a sentence that says why there is none
 */
export async function startMongoStores(): Promise<TestStores | string> {
  const given = process.env.MONGODB_TEST_URL
  if (given) return mongoStores(given, async () => {})
  const program = await buildFerretDb().catch(
    (error: Error) => `no MONGODB_TEST_URL, and FerretDB could not be built: ${error.message.split('\n')[0]}`,
  )
  if (!path.isAbsolute(program)) return program
  const folder = await mkdtemp(path.join(tmpdir(), 'sinas-ferretdb-'))
  const server = spawn(program, [folder], { stdio: ['pipe', 'pipe', 'ignore'] })
  const [url] = (await once(createInterface(server.stdout), 'line')) as [string]
  return mongoStores(url, async () => {
    server.stdin.end()
    await once(server, 'exit')
    await rm(folder, { recursive: true, force: true })
  })
}

function mongoStores(server: string, stop: () => Promise<void>): TestStores {
  const databases: string[] = []
  return {
    name: 'MongoDB',
    async fresh() {
      const url = new URL(server)
      url.pathname = `queue_${randomUUID().slice(0, 8)}`
      databases.push(url.href)
      return { postgresUrl: '', mongodbUrl: url.href }
    },
    openStore: ({ mongodbUrl }, worker, leaseMs) => MongoStore.open({ url: mongodbUrl!, worker, leaseMs }),
    async [Symbol.asyncDispose]() {
      for (const url of databases) {
        await using client = await MongoClient.connect(url)
        await client.db().dropDatabase()
      }
      await stop()
    },
  }
}

/** @returns the path of the program, kept for as long as its source stays the same */
async function buildFerretDb(): Promise<string> {
  const source = path.join(import.meta.dirname, 'ferretdb')
  const version = createHash('sha256')
    .update(await readFile(path.join(source, 'main.go')))
    .digest('hex')
  const cache = path.join(tmpdir(), 'sinas-test-cache')
  const program = path.join(cache, `ferretdb-${version.slice(0, 12)}`)
  if (existsSync(program)) return program
  await mkdir(cache, { recursive: true })
  const fresh = `${program}.${process.pid}`
  await promisify(execFile)('go', ['build', '-o', fresh, '.'], { cwd: source, timeout: 300_000 })
  await rename(fresh, program)
  return program
}

/** Waits until `condition` holds. @throws when it doesn't within `ms` */
export async function until<T>(condition: () => T | Promise<T>, ms = 10_000): Promise<NonNullable<T>> {
  const deadline = Date.now() + ms
  for (;;) {
    const value = await condition()
    if (value) return value as NonNullable<T>
    if (Date.now() > deadline) throw new Error(`not within ${ms} ms: ${condition}`)
    await sleep(20)
  }
}
