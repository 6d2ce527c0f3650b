// The databases that tests of the queue run on, each empty, and what they all need.
import { execFile, spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { MongoClient } from 'mongodb'
import pg from 'pg'
import { pino } from 'pino'
import { openDataFolder } from '../../schema/embedded/data-folder.ts'
import { startPostgres } from '../../schema/embedded/postgres.ts'
import { createOwnership, type Ownership } from '../../schema/ownership/open.ts'
import type { PresenceTiming } from '../../schema/ownership/presence.ts'
import { openQueue, type Queue } from './index.ts'
import { MongoStore } from './mongo-store.ts'
import { PostgresStore } from './postgres-store.ts'
import type { JobStore } from './store.ts'

export const silent = pino({ level: 'silent' })

/** What `openQueue` is told about its database. */
export interface StoreUrls {
  postgresUrl: string
  mongodbUrl?: string
}

/** What a test may say of a queue that it opens. */
export interface TestQueueOptions extends PresenceTiming {
  name?: string
}

/** A server of one kind, of which every test takes a new database. */
export interface TestStores extends AsyncDisposable {
  name: string
  fresh(): Promise<StoreUrls>
  /** A queue of a process of its own. */
  openQueue(urls: StoreUrls, options?: TestQueueOptions): Promise<Queue>
  openStore(urls: StoreUrls, processId: string): Promise<JobStore>
}

export async function startPostgresStores(): Promise<TestStores> {
  const postgres = await startTestPostgres()
  const { openQueue, closeAll } = queueOpener()
  return {
    name: 'PostgreSQL',
    fresh: async () => ({ postgresUrl: await postgres.fresh() }),
    openQueue,
    openStore: ({ postgresUrl }, processId) => PostgresStore.open({ url: postgresUrl, processId }, silent),
    async [Symbol.asyncDispose]() {
      await closeAll()
      await postgres.stop()
    },
  }
}

/** Opens queues, each with a presence of its own: a process, as far as the others know. */
export function queueOpener() {
  const owning: Ownership[] = []
  return {
    async openQueue(urls: StoreUrls, { name = randomUUID(), ...timing }: TestQueueOptions = {}): Promise<Queue> {
      const ownership = createOwnership(urls.postgresUrl, silent, timing)
      await ownership.start()
      owning.push(ownership)
      const { listener, presence } = ownership
      return openQueue({ ...urls, name, listener, presence, log: silent })
    },
    async closeAll(): Promise<void> {
      await Promise.all(owning.splice(0).map((ownership) => ownership.stop()))
    },
  }
}

interface TestPostgres {
  /** The URL of a new database. */
  fresh(): Promise<string>
  stop(): Promise<void>
}

async function startTestPostgres(): Promise<TestPostgres> {
  const root = await mkdtemp(path.join(tmpdir(), 'sinas-queue-'))
  const folder = await openDataFolder(path.join(root, 'data'))
  const postgres = await startPostgres(folder)
  return {
    async fresh() {
      const database = `queue_${randomUUID().replaceAll('-', '')}`
      const client = new pg.Client(postgres.url)
      await client.connect()
      await client.query(`CREATE DATABASE ${database}`)
      await client.end()
      const url = new URL(postgres.url)
      url.pathname = database
      return url.href
    },
    async stop() {
      await postgres.stop()
      await folder.close()
      await rm(root, { recursive: true, force: true })
    },
  }
}

/**
 * A MongoDB server at MONGODB_TEST_URL, else FerretDB, which is built from Go modules the first time; and PostgreSQL, where processes say
 * that they live.
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

async function mongoStores(server: string, stop: () => Promise<void>): Promise<TestStores> {
  const databases: string[] = []
  const postgres = await startTestPostgres()
  const { openQueue, closeAll } = queueOpener()
  return {
    name: 'MongoDB',
    async fresh() {
      const url = new URL(server)
      url.pathname = `queue_${randomUUID().slice(0, 8)}`
      databases.push(url.href)
      return { postgresUrl: await postgres.fresh(), mongodbUrl: url.href }
    },
    openQueue,
    openStore: ({ mongodbUrl }, processId) => MongoStore.open({ url: mongodbUrl!, processId }),
    async [Symbol.asyncDispose]() {
      await closeAll()
      for (const url of databases) {
        await using client = await MongoClient.connect(url)
        await client.db().dropDatabase()
      }
      await stop()
      await postgres.stop()
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
