import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { logIn } from '../bench/platform.ts'
import { openDataFolder } from '../schema/embedded/data-folder.ts'
import { startPostgres } from '../schema/embedded/postgres.ts'
import { Server } from './server.ts'

const ADMIN = 'admin@example.com'

/** Gateways on one database, and a sandbox worker where there is more than one: all of them can be killed. */
export interface SoakPlatform extends AsyncDisposable {
  gateways: Server[]
  /** The gateways, and the worker that runs the functions of every gateway but the first, which runs its own. */
  servers: Server[]
  /** Where all of them keep temporary files. */
  temporary: string
  token: string
  sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
  /** Stops everything, as an operator does, but for the database. */
  stop(): Promise<void>
}

/** @param environment variables for every process */
export async function openSoakPlatform(gateways: number, environment: Record<string, string> = {}): Promise<SoakPlatform> {
  await using opened = new AsyncDisposableStack()
  const folder = await mkdtemp(path.join(tmpdir(), 'sinas-soak-'))
  opened.defer(() => rm(folder, { recursive: true, force: true }))
  const temporary = path.join(folder, 'tmp')
  await mkdir(temporary, { mode: 0o777 })
  const packages = path.join(folder, 'packages')
  await mkdir(packages, { mode: 0o755 })
  const dataFolder = await openDataFolder(path.join(folder, 'database'))
  opened.defer(() => dataFolder.close())
  const postgres = await startPostgres(dataFolder)
  opened.defer(() => postgres.stop())
  const pool = new pg.Pool({ connectionString: postgres.url, max: 2 })
  // Without a listener, a connection that the database ends while we do would end this process.
  pool.on('error', () => undefined)
  opened.defer(() => pool.end())
  const common = {
    APP_HOST: '127.0.0.1',
    DATABASE_URL: postgres.url,
    SECRET_KEY: 'a secret key for tests only',
    ENCRYPTION_KEY: 'an encryption key for tests only',
    WORKER_KEY: 'a worker key for tests only',
    SUPERADMIN_EMAIL: ADMIN,
    // A soak may take longer than a token lives.
    ACCESS_TOKEN_EXPIRE_MINUTES: '600',
    TMPDIR: temporary,
    UV_THREADPOOL_SIZE: '16',
    ...environment,
  }

  async function start(script: string, name: string, settings: (port: string) => Record<string, string>): Promise<Server> {
    const data = { SINAS_DATA_DIR: path.join(folder, name) }
    // What one installs, all of them import: a volume that they share.
    await mkdir(path.join(data.SINAS_DATA_DIR, 'functions'), { recursive: true, mode: 0o700 })
    await symlink(packages, path.join(data.SINAS_DATA_DIR, 'functions', 'packages'))
    const server = await Server.start(script, (port) => ({ ...common, ...data, ...settings(String(port)) }))
    opened.defer(() => server.stop())
    return server
  }
  const first = await start('gateway/main.ts', 'gateway-0', (port) => ({ APP_PORT: port }))
  const servers = [first]
  if (gateways > 1) {
    const worker = await start('workers/main.ts', 'worker', (port) => ({ WORKER_PORT: port, GATEWAY_URL: first.url }))
    for (let i = 1; i < gateways; i++)
      servers.push(await start('gateway/main.ts', `gateway-${i}`, (port) => ({ APP_PORT: port, SANDBOX_URL: worker.url })))
    servers.push(worker)
  }
  const { token } = await logIn(first.url, ADMIN, () => first.output)
  const all = opened.move()

  return {
    gateways: servers.slice(0, gateways),
    servers,
    temporary,
    token,
    sql: async <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => (await pool.query<Row>(text, values)).rows,
    stop: async () => void (await Promise.all(servers.map((server) => server.stop()))),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}
