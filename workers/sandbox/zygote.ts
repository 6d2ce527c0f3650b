import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rm } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { makeFolder } from './folder.ts'
import { LOG_BYTES, OUTPUT_BYTES } from './frames.ts'
import type { ThreadSettings } from './settings.ts'
import type { Layers } from './types.ts'

const START = join(import.meta.dirname, 'python', 'start.py')
const START_MS = 30_000
/** An outer process that does not end by itself by then is killed. */
const DESTROY_MS = 2000
const LONGEST_STDERR = 4096
/** As root, functions run as one of these users, which no account has. */
const FIRST_UID = 64_000
/** Spares that may die of themselves before the zygote counts as broken. */
const MOST_DEAD_SPARES = 16

/** How the zygote saw an execution end: the word that counts, for the function has no hand in it. */
export interface Exit {
  id: string
  /** Exit code, or the negative number of the signal. */
  code: number
  /** Why the zygote killed it, if it did. */
  reason: string | null
  cpuMs: number
  peakMemoryKb: number
  /** What it wrote to the raw descriptors 1 and 2. */
  output: string
}

interface Ready {
  python: string
  layers: Layers
  /** Modules that could not be preloaded. */
  failed: string[]
  /** More than one: a preloaded module started threads, which do not survive a fork. */
  threads: number
}

type ControlEvent = ({ event: 'ready' } & Ready) | ({ event: 'exit' } & Exit) | { event: 'spare-died'; code: number; output: string }

export interface ZygoteEvents {
  onExit(exit: Exit): void
  /** Once, after the process and everything below it is gone. `trouble`: what it said last. */
  onGone(trouble: string): void
}

/** One outer Python process with its zygote: starts it, speaks its control channel, ends it. */
export class Zygote {
  readonly ready: Ready
  readonly createdAt = Date.now()
  readonly #process: ChildProcess
  readonly #socket: string
  #deadSpares = 0

  private constructor(process: ChildProcess, socket: string, ready: Ready) {
    this.#process = process
    this.#socket = socket
    this.ready = ready
  }

  get pid(): number {
    return this.#process.pid!
  }

  /** Starts one and waits until it takes executions. `worker` picks the user to run as. @throws Error with what Python said */
  static async start(settings: ThreadSettings & { learned: string[] }, worker: number, events: ZygoteEvents): Promise<Zygote> {
    const directory = await makeFolder()
    const socket = join(directory, 'socket')
    const root = join(directory, 'root')
    await mkdir(root)
    const config = {
      ...settings,
      directory,
      socket,
      root,
      uid: FIRST_UID + (worker % 1000),
      logBytes: LOG_BYTES,
      outputBytes: OUTPUT_BYTES,
    }
    const process = spawn(settings.python, ['-I', START], {
      cwd: '/',
      // Nothing of the server's environment; libraries must not start threads in a process that forks.
      env: { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8', OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1' },
      stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
      detached: true, // Ctrl-C is for the server, which then stops us in order
    })
    const trouble = tail(process.stderr!)
    const gone = new Promise<string>((resolve) => {
      process.once('error', (error) => resolve(error.message))
      process.once('close', (code, signal) => resolve(trouble().trim() || `exit ${signal ?? code}`))
    }).then(async (why) => {
      await rm(directory, { recursive: true, force: true })
      return why
    })
    process.stdin!.on('error', () => {}) // EPIPE when it dies: 'close' says so
    process.stdin!.write(`${JSON.stringify(config)}\n`) // not an argument: functions and other users of the machine could read that
    let zygote: Zygote | undefined
    const control = process.stdio[3] as Readable
    const ready = new Promise<Ready>((resolve) => {
      onLines(control, (line) => {
        const event = JSON.parse(line) as ControlEvent
        if (event.event === 'ready') resolve(event)
        else if (event.event === 'exit') events.onExit(event)
        else zygote?.onSpareDied()
      })
    })
    const timeout = setTimeout(() => process.kill('SIGKILL'), START_MS)
    const first = await Promise.race([ready, gone])
    clearTimeout(timeout)
    if (typeof first === 'string') throw new Error(first)
    zygote = new Zygote(process, socket, first)
    gone.then((why) => events.onGone(why))
    return zygote
  }

  connect(): Socket {
    return connect({ path: this.#socket })
  }

  kill(id: string, reason: string): void {
    this.#command(`kill ${id} ${reason}`)
  }

  /** The execution will be killed with this reason, this many ms from now, instead of at its earlier deadline. */
  setDeadline(id: string, ms: number, reason: string): void {
    this.#command(`deadline ${id} ${Math.ceil(ms)} ${reason}`)
  }

  /** Ends it once its last execution has ended. Only when no connection is still waiting for a spare. */
  retire(): void {
    this.#command('retire')
  }

  /** Ends it at once, and everything in it. Resolves when it is gone. */
  async destroy(): Promise<void> {
    const process = this.#process
    if (process.exitCode !== null || process.signalCode !== null) return
    const exited = once(process, 'exit')
    process.stdin!.destroy() // it kills its zygote and waits for everything below
    const timeout = setTimeout(() => process.kill('SIGKILL'), DESTROY_MS)
    await exited
    clearTimeout(timeout)
  }

  onSpareDied(): void {
    if (++this.#deadSpares > MOST_DEAD_SPARES) this.#process.kill('SIGKILL')
  }

  #command(line: string): void {
    this.#process.stdin!.write(`${line}\n`)
  }
}

function onLines(stream: Readable, handle: (line: string) => void): void {
  let rest = ''
  stream.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop()!
    lines.forEach(handle)
  })
}

function tail(stream: Readable): () => string {
  let text = ''
  stream.setEncoding('utf8').on('data', (more: string) => {
    text = (text + more).slice(-LONGEST_STDERR)
  })
  return () => text
}
