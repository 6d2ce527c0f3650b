import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, rm } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { pid as serverPid } from 'node:process'
import type { Readable } from 'node:stream'
import { ControlReader } from './control.ts'
import { makeFolder } from './folder.ts'
import { encodeNames, LOG_BYTES, OUTPUT_BYTES } from './frames.ts'
import type { ThreadSettings } from './settings.ts'
import type { Layers } from './types.ts'

/** Names of the two sockets in a zygote's folder. */
const [BARE, WITH_PACKAGES] = ['socket', 'set-socket']
const START = join(import.meta.dirname, 'python', 'start.py')
const START_MS = 30_000
/** Milliseconds after which an outer process that does not end by itself is killed. */
const DESTROY_MS = 2000
const MAX_STDERR_BYTES = 4096
/** As root, functions run as one of these users, which no account has. */
const FIRST_UID = 64_000
const USERS = 1000
/** Users in a row that one server takes: two servers on one machine don't share the limits that the kernel keeps for each user. */
const USERS_OF_SERVER = 8
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
  /** Text that the process wrote to the raw descriptors 1 and 2. */
  output: string
}

interface Ready {
  python: string
  layers: Layers
}

type ControlEvent =
  | ({ event: 'ready' } & Ready)
  | ({ event: 'exit' } & Omit<Exit, 'output'>)
  | { event: 'spare-died'; code: number }
  | { event: 'warm'; key: string; failed: string[] }
  | { event: 'cool'; key: string; why: string }

export interface ZygoteEvents {
  onExit(exit: Exit): void
  /** A set of packages is in memory, but for the modules that could not be imported. */
  onWarm(key: string, failed: string[]): void
  /** The process that had the set in memory, or was to have it, is gone by itself. */
  onCool(key: string, why: string): void
  /** Once, after the process and everything below it is gone. `trouble`: what it said last. */
  onGone(trouble: string): void
}

const userOf = (worker: number) => FIRST_UID + ((serverPid * USERS_OF_SERVER + worker) % USERS)

/** One outer Python process with its zygote: starts it, speaks its control channel, ends it. */
export class Zygote {
  readonly ready: Ready
  readonly createdAt = Date.now()
  readonly #process: ChildProcess
  readonly #directory: string
  #deadSpares = 0

  private constructor(process: ChildProcess, directory: string, ready: Ready) {
    this.#process = process
    this.#directory = directory
    this.ready = ready
  }

  get pid(): number {
    return this.#process.pid!
  }

  /** Starts one and waits until it takes executions. `worker` picks the user to run as. @throws Error with what Python said */
  static async start(settings: ThreadSettings, worker: number, events: ZygoteEvents): Promise<Zygote> {
    const directory = await makeFolder()
    const root = join(directory, 'root')
    await mkdir(root)
    const config = {
      ...settings,
      directory,
      socket: join(directory, BARE),
      setSocket: join(directory, WITH_PACKAGES),
      root,
      uid: userOf(worker),
      logBytes: LOG_BYTES,
      outputBytes: OUTPUT_BYTES,
    }
    const process = spawn(settings.python, ['-I', START], {
      cwd: '/',
      // The child gets none of the server's environment. Libraries must not start threads in a process that forks, and functions of C are
      // looked up once, and not by each fork that calls them.
      env: {
        PATH: '/usr/bin:/bin',
        LANG: 'C.UTF-8',
        LD_BIND_NOW: '1',
        OPENBLAS_NUM_THREADS: '1',
        OMP_NUM_THREADS: '1',
        MKL_NUM_THREADS: '1',
      },
      stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
      detached: true, // Ctrl-C is for the server, which then stops us in order
    })
    const trouble = tail(process.stderr!)
    const gone = new Promise<string>((resolve) => {
      process.once('error', (error) => resolve(error.message))
      process.once('close', (code, signal) => resolve(trouble().trim() || `exit ${signal ?? code}`))
    }).then(async (why) => {
      // Where it can't be removed, it is swept up by a server that may.
      await rm(directory, { recursive: true, force: true }).catch(() => {})
      return why
    })
    process.stdin!.on('error', () => {}) // EPIPE when it dies: 'close' says so
    process.stdin!.write(`${JSON.stringify(config)}\n`) // not an argument: functions and other users of the machine could read that
    let zygote: Zygote | undefined
    const control = process.stdio[3] as Readable
    const ready = new Promise<Ready>((resolve) => {
      const reader = new ControlReader<ControlEvent>((event, output) => {
        if (event.event === 'ready') resolve(event)
        else if (event.event === 'exit') events.onExit({ ...event, output })
        else if (event.event === 'warm') events.onWarm(event.key, event.failed)
        else if (event.event === 'cool') events.onCool(event.key, event.why)
        else zygote?.onSpareDied()
      })
      control.on('data', (chunk: Buffer) => reader.push(chunk))
    })
    const timeout = setTimeout(() => process.kill('SIGKILL'), START_MS)
    const first = await Promise.race([ready, gone])
    clearTimeout(timeout)
    if (typeof first === 'string') throw new Error(first)
    zygote = new Zygote(process, directory, first)
    void gone.then((why) => events.onGone(why))
    return zygote
  }

  /**
   * A connection for one execution, with its header and body written.
   * @param isLearned whether packages that came with the Python are in memory for it
   */
  connect(request: Buffer[], packages: string[], isLearned: boolean): Socket {
    const isBare = packages.length === 0 && !isLearned
    const socket = connect({ path: join(this.#directory, isBare ? BARE : WITH_PACKAGES) })
    socket.cork() // in one piece, for one look of the zygote's
    for (const part of isBare ? request : [encodeNames(packages), ...request]) socket.write(part)
    socket.uncork()
    return socket
  }

  /** Has it start a process with these modules of a set in memory, in place of one that has others. */
  warm(key: string, modules: string[]): void {
    this.#command(`warm ${key} ${modules.join(',')}`)
  }

  cool(key: string): void {
    this.#command(`cool ${key}`)
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

  /** Ends it at once, and everything in it. Resolves when it is gone, and never rejects. */
  async destroy(): Promise<void> {
    const process = this.#process
    if (process.exitCode !== null || process.signalCode !== null) return
    const exited = new Promise((resolve) => process.once('exit', resolve))
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

function tail(stream: Readable): () => string {
  let text = ''
  stream.setEncoding('utf8').on('data', (more: string) => {
    text = (text + more).slice(-MAX_STDERR_BYTES)
  })
  return () => text
}
