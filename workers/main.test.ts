// What a sandbox worker is started with: its key, and nothing that is worth stealing.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { createLog } from '../schema/log.ts'
import { connectSandbox } from './remote-sandbox.ts'

const main = path.join(import.meta.dirname, 'main.ts')
const WORKER_KEY = 'a worker key for tests only'

let folder: string
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sinas-worker-'))
})
after(() => rm(folder, { recursive: true }))

function start(environment: Record<string, string>) {
  const env = { PATH: process.env.PATH ?? '', APP_HOST: '127.0.0.1', WORKER_PORT: '0', SANDBOX_THREADS: '1', ...environment }
  return spawn(process.execPath, [main], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Starts a worker that must refuse. @returns what it says */
async function refusal(environment: Record<string, string>): Promise<string> {
  const child = start(environment)
  let said = ''
  child.stderr.on('data', (chunk) => (said += chunk))
  const [code] = await once(child, 'close')
  assert.equal(code, 1, said)
  return said
}

interface Line {
  msg: string
  port: number
}

/** Starts a worker and waits until it is ready. */
async function started(environment: Record<string, string>) {
  const child = start(environment)
  const lines: Line[] = []
  let rest = ''
  for await (const chunk of child.stdout) {
    rest += chunk
    const whole = rest.split('\n')
    rest = whole.pop()!
    lines.push(...whole.map((line) => JSON.parse(line) as Line))
    if (lines.some(({ msg }) => msg === 'the sandbox worker is ready')) break
  }
  const port = lines.find(({ msg }) => msg === 'the sandbox worker is ready')?.port
  assert.ok(port, 'it is ready')
  return {
    url: `http://127.0.0.1:${port}`,
    lines,
    async end() {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

test('in production a worker demands its key', async () => {
  assert.match(await refusal({ NODE_ENV: 'production' }), /WORKER_KEY is required when NODE_ENV=production/)
})

test('in production a worker that holds another secret does not start, wherever that comes from', async () => {
  const production = { NODE_ENV: 'production', WORKER_KEY }
  const said = await refusal({ ...production, SECRET_KEY: 'sixteen characters', DATABASE_URL: 'postgres://ada:secret@db/sinas' })
  assert.match(said, /needs no secret but WORKER_KEY. Remove from its environment: DATABASE_URL, SECRET_KEY/)
  assert.ok(!said.includes('postgres://'))
  const file = path.join(folder, 'key')
  await writeFile(file, 'sixteen characters')
  assert.match(await refusal({ ...production, ENCRYPTION_KEY_FILE: file }), /ENCRYPTION_KEY/)
  await writeFile(path.join(folder, '.env'), 'SMTP_PASSWORD=hunter2\n')
  assert.match(await refusal(production), /SMTP_PASSWORD/)
  await rm(path.join(folder, '.env'))
})

test('in development it says so and starts, with the key that the platform beside it has', async () => {
  const data = path.join(folder, 'data')
  const worker = await started({ SINAS_DATA_DIR: data, SECRET_KEY: 'sixteen characters' })
  try {
    assert.ok(worker.lines.some(({ msg }) => /needs no secret but WORKER_KEY/.test(msg)))
    const workerKey = await readFile(path.join(data, 'worker.key'), 'utf8')
    const sandbox = await connectSandbox({ url: worker.url, workerKey, log: createLog('silent') })
    assert.ok(sandbox.stats().workers.length > 0)
    await sandbox.close()
  } finally {
    await worker.end()
  }
})
