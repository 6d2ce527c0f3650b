// The split deployment on one machine: each part in a process of its own, as docker-compose.yml does it, so that what each costs can be told apart.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SubgraphName } from '../schema/config.ts'
import { openDataFolder } from '../schema/embedded/data-folder.ts'
import { startPostgres } from '../schema/embedded/postgres.ts'
import { freePort } from '../schema/free-port.ts'
import { logIn, SECRET_KEY } from './platform.ts'

const root = path.resolve(import.meta.dirname, '..')
const ADMIN = 'admin@example.com'

/** What runs in a process of its own. Functions and logs are kept apart from the other subgraphs, as a large deployment would. */
const SUBGRAPHS_OF: Record<string, SubgraphName[]> = {
  subgraphs: ['identity', 'states', 'mcp', 'agents', 'triggers'],
  functions: ['functions'],
  logs: ['logs'],
}

export interface Deployment {
  url: string
  token: string
  userId: string
  /** The process of each part: gateway, subgraphs, functions, logs, worker, postgres. */
  pids: ReadonlyMap<string, number>
  call(method: string, target: string, body?: unknown): Promise<any>
  stop(): Promise<void>
}

/** Starts PostgreSQL, a sandbox worker, three processes of subgraphs and a gateway, and logs in the administrator. */
export async function startDeployment(): Promise<Deployment> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sinas-scale-'))
  const dataFolder = await openDataFolder(path.join(folder, 'database'))
  const postgres = await startPostgres(dataFolder)
  const ports = Object.fromEntries(
    await Promise.all(['gateway', 'worker', ...Object.keys(SUBGRAPHS_OF)].map(async (name) => [name, await freePort()])),
  )
  const urls = Object.fromEntries(
    Object.entries(SUBGRAPHS_OF).flatMap(([part, names]) =>
      names.map((name) => [`${name.toUpperCase()}_URL`, `http://127.0.0.1:${ports[part]}/${name}/graphql`]),
    ),
  )
  const url = `http://127.0.0.1:${ports.gateway}`
  const common = { APP_HOST: '127.0.0.1', GATEWAY_URL: url, UV_THREADPOOL_SIZE: '16' }
  const keys = { SECRET_KEY, WORKER_KEY: 'the key of the workers of the benchmark' }
  const children = new Map<string, ChildProcess>()
  let output = ''

  async function start(part: string, main: string, environment: Record<string, string>): Promise<void> {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...common, SINAS_DATA_DIR: path.join(folder, part), ...environment },
    })
    child.stdout.on('data', (chunk) => (output += chunk))
    children.set(part, child)
    for (;;) {
      if (child.exitCode !== null) throw new Error(`${part} did not start: ${output}`)
      const response = await fetch(`http://127.0.0.1:${ports[part]}/ready`).catch(() => null)
      if (response?.ok) return
      await sleep(50)
    }
  }
  async function stop() {
    for (const child of [...children.values()].reverse()) {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
    }
    await postgres.stop()
    await dataFolder.close()
    await rm(folder, { recursive: true, force: true })
  }

  try {
    await start('worker', 'workers/main.ts', { WORKER_KEY: keys.WORKER_KEY, WORKER_PORT: String(ports.worker) })
    for (const [part, names] of Object.entries(SUBGRAPHS_OF)) {
      const own = { SUBGRAPHS: names.join(','), SUBGRAPH_PORT: String(ports[part]), DATABASE_URL: postgres.url, SUPERADMIN_EMAIL: ADMIN }
      const sealing = { ENCRYPTION_KEY: 'the encryption key of the benchmark' }
      await start(part, 'subgraphs/main.ts', { ...urls, ...keys, ...sealing, ...own, SANDBOX_URL: `http://127.0.0.1:${ports.worker}` })
    }
    await start('gateway', 'gateway/main.ts', { ...urls, SECRET_KEY, APP_PORT: String(ports.gateway) })
    const { token, userId } = await logIn(url, ADMIN, () => output)
    const pids = new Map([...children].map(([part, child]) => [part, child.pid!]))
    return { url, token, userId, pids: pids.set('postgres', postgres.pid), call: (...request) => call(url, token, ...request), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function call(url: string, token: string, method: string, target: string, body?: unknown): Promise<unknown> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  const response = await fetch(`${url}${target}`, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) })
  if (!response.ok) throw new Error(`${method} ${target}: ${response.status} ${await response.text()}`)
  return response.json()
}
