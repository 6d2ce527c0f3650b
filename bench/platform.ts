import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openDataFolder } from '../schema/embedded/data-folder.ts'
import { startPostgres } from '../schema/embedded/postgres.ts'
import { freePort } from '../schema/free-port.ts'
import { until } from '../schema/testing/until.ts'

const root = path.resolve(import.meta.dirname, '..')

export const SECRET_KEY = 'the secret key of the benchmark'
const ADMIN = 'admin@example.com'

/** A platform in a process of its own, as `npm start` runs it, on a database that the benchmark can reach too. */
export interface BenchPlatform {
  url: string
  databaseUrl: string
  child: ChildProcess
  /** Milliseconds from spawn to the first 200 of /ready. */
  startMs: number
  token: string
  userId: string
  call<Answer = any>(method: string, target: string, body?: unknown): Promise<Answer>
  stop(): Promise<void>
}

export async function startBenchPlatform(environment: Record<string, string> = {}): Promise<BenchPlatform> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sinas-bench-'))
  const dataFolder = await openDataFolder(path.join(folder, 'database'))
  const postgres = await startPostgres(dataFolder)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const began = performance.now()
  const child = spawn(process.execPath, ['gateway/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      UV_THREADPOOL_SIZE: '16',
      APP_PORT: String(port),
      APP_HOST: '127.0.0.1',
      SINAS_DATA_DIR: path.join(folder, 'data'),
      DATABASE_URL: postgres.url,
      SECRET_KEY,
      SUPERADMIN_EMAIL: ADMIN,
      // Loads come from one address.
      WEBHOOK_RATE_LIMIT: '0',
      WEBHOOK_RATE_LIMIT_NETWORK: '0',
      ...environment,
    },
  })
  let output = ''
  child.stdout!.on('data', (chunk) => {
    output += chunk
  })
  await ready(url, child)
  const startMs = performance.now() - began

  const { token, userId } = await logIn(url, ADMIN, () => output)
  const call = async (method: string, target: string, body?: unknown) => {
    const response = await fetch(`${url}${target}`, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), authorization: `Bearer ${token}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${target}: ${response.status} ${text}`)
    return text ? JSON.parse(text) : undefined
  }

  return {
    url,
    databaseUrl: postgres.url,
    child,
    startMs,
    token,
    userId,
    call,
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'exit')
      await postgres.stop()
      await dataFolder.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Logs in by the code that the server writes to its log. @param output all that it has written so far */
export async function logIn(url: string, email: string, output: () => string): Promise<{ token: string; userId: string }> {
  const post = async (target: string, body: unknown) => {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${url}/api/v1/auth/${target}`, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`${target}: ${response.status} ${await response.text()}`)
    return (await response.json()) as any
  }
  const { session_id } = await post('login', { email })
  const otp_code = await until(() => new RegExp(`OTP for ${email.replaceAll('.', '[.]')}: (\\d{6})`).exec(output())?.[1], 'the login code')
  const { access_token, user } = await post('verify-otp', { session_id, otp_code })
  return { token: access_token, userId: user.id }
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error('the platform did not start')
    const response = await fetch(`${url}/ready`).catch(() => null)
    if (response?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** One of `bench/servers`, in a process of its own. */
export async function startServer(file: string, args: string[] = []): Promise<{ url: string; stop(): void }> {
  const child = fork(path.join(root, 'bench/servers', file), args)
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  return { url: `http://127.0.0.1:${port}`, stop: () => void child.kill() }
}
