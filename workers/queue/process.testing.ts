// A process of its own that runs jobs, for tests that kill it. Started by `spawnWorker`; ends with its standard input.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Attempt } from './index.ts'
import { queueOpener, type StoreUrls } from './stores.testing.ts'

interface Settings extends StoreUrls {
  name: string
  /** Of the process's presence. */
  leaseSeconds: number
  beatMs: number
}

/** What a worker says of the jobs it runs, one line each. */
export interface Said {
  event: 'ready' | 'started' | 'ended' | 'exhausted'
  worker: string
  id: string
  key: string | null
  data: any
  attempt: number
  lateMs: number
}

export interface TestWorker extends AsyncDisposable {
  process: ChildProcess
  said: Said[]
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>
}

/** @param hear called with everything that the worker says */
export async function spawnWorker(settings: Settings, hear: (said: Said) => void = () => {}): Promise<TestWorker> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), JSON.stringify(settings)], { stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const said: Said[] = []
  const lines = createInterface(child.stdout!)
  lines.on('line', (line) => {
    const one = JSON.parse(line) as Said
    said.push(one)
    hear(one)
  })
  await Promise.race([once(lines, 'line'), exited])
  const kill = async () => {
    child.kill('SIGKILL')
    await exited
  }
  return { process: child, said, kill, [Symbol.asyncDispose]: kill }
}

async function main(settings: Settings): Promise<void> {
  const { openQueue, closeAll } = queueOpener()
  const queue = await openQueue(settings, settings)
  const say = (event: Said['event'], attempt?: Attempt) => {
    const { id, key, data, attempt: number } = attempt ?? { id: '', key: null, data: null, attempt: 0 }
    const lateMs = attempt ? Date.now() - attempt.runAt.getTime() : 0
    process.stdout.write(`${JSON.stringify({ event, worker: settings.name, id, key, data, attempt: number, lateMs })}\n`)
  }
  const backoff = { delayMs: 50, factor: 1, maxMs: 50 }
  const exhausted = async (attempt: Attempt) => say('exhausted', attempt)

  // Takes as long as it is told, and doesn't stop for anything: a handler that is stuck in a system call looks like this.
  queue.define<{ ms: number }>(
    'work',
    async (attempt) => {
      say('started', attempt)
      await sleep(attempt.data.ms)
      say('ended', attempt)
      return settings.name
    },
    { concurrency: 10, attempts: 2, backoff, exhausted },
  )

  // A schedule as a subgraph keeps it: a unique row for each slot, here a file, and then the next slot unless it fired already.
  queue.define<{ slot: number; everyMs: number; folder: string }>(
    'slot',
    async (attempt) => {
      const { slot, everyMs, folder } = attempt.data
      const row = (number: number) => path.join(folder, `${attempt.key} ${number}`)
      await writeFile(row(slot), '', { flag: 'wx' }).catch((error) => assert.equal(error.code, 'EEXIST'))
      say('started', attempt)
      const next = new Date(attempt.runAt.getTime() + everyMs)
      if (!existsSync(row(slot + 1))) await queue.scheduleAt('slot', attempt.key!, next, { ...attempt.data, slot: slot + 1 })
    },
    { concurrency: 100, attempts: 5, backoff },
  )

  queue.define('tick', async (attempt) => say('ended', attempt), { concurrency: 100, attempts: 5, backoff })
  await queue.start()
  say('ready')
  process.stdin.resume().on(
    'end',
    () =>
      void queue
        .close(0)
        .then(closeAll)
        .then(() => process.exit()),
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(JSON.parse(process.argv[2]!))
