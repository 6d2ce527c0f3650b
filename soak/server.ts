import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { tree } from '../bench/processes.ts'
import { freePort } from '../schema/free-port.ts'

const root = path.resolve(import.meta.dirname, '..')
/** Milliseconds that a process may take until it is ready. */
const START_MS = 120_000
/** Milliseconds after the kill of a process in which everything that it had started must be gone. */
const VANISH_MS = 10_000

/** A process of the platform that is killed and started again, always at the same URL. */
export class Server {
  readonly url: string
  /** All that it wrote to stdout. */
  output = ''
  kills = 0
  /** Processes that outlived the one that had started them: there must be none. */
  readonly orphans: string[] = []
  readonly #script: string
  readonly #environment: Record<string, string>
  #child: ChildProcess | undefined

  private constructor(script: string, url: string, environment: Record<string, string>) {
    this.#script = script
    this.url = url
    this.#environment = environment
  }

  /** @param environment what it is told, given its port */
  static async start(script: string, environment: (port: number) => Record<string, string>): Promise<Server> {
    const port = await freePort()
    const server = new Server(script, `http://127.0.0.1:${port}`, environment(port))
    await server.#start().catch(async (error: unknown) => {
      await server.stop()
      throw error
    })
    return server
  }

  get pid(): number {
    return this.#child!.pid!
  }

  /** kill -9, and a new one in its place. Resolves when that is ready. */
  async replace(): Promise<void> {
    const below = tree(this.pid)
    const exited = once(this.#child!, 'exit')
    this.#child!.kill('SIGKILL')
    await exited
    this.kills++
    const [left] = await Promise.all([gone(below), this.#start()])
    this.orphans.push(...left)
  }

  /** Kills a process that it has started, or that one of these has. @returns its name, if it could be killed */
  killOneBelow(): string | undefined {
    const below = tree(this.pid).slice(1)
    const victim = below[Math.floor(Math.random() * below.length)]
    if (!victim || !signal(victim.pid, 'SIGKILL')) return undefined
    return victim.name
  }

  /** As an operator stops it. */
  async stop(): Promise<void> {
    const child = this.#child!
    if (child.exitCode !== null || child.signalCode !== null) return
    const below = tree(this.pid)
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), START_MS)
    await exited
    clearTimeout(timer)
    this.orphans.push(...(await gone(below)))
  }

  async #start(): Promise<void> {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', this.#script], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      env: { ...process.env, ...this.#environment },
    })
    child.stdout!.on('data', (chunk) => {
      this.output += chunk
    })
    this.#child = child
    const deadline = Date.now() + START_MS
    while (!(await fetch(`${this.url}/ready`).catch(() => null))?.ok) {
      if (child.exitCode !== null || child.signalCode !== null) {
        const how = child.signalCode ?? `exit ${child.exitCode}`
        throw new Error(`${this.#script} did not start (${how}): ${this.output.slice(-2_000)}`)
      }
      if (Date.now() > deadline)
        throw new Error(`${this.#script} was not ready within ${START_MS / 1000} seconds: ${this.output.slice(-2_000)}`)
      await sleep(20)
    }
  }
}

/** Waits until none of these processes is there any more. @returns those that still are */
async function gone(processes: { pid: number; name: string; startedAt: number }[]): Promise<string[]> {
  const deadline = Date.now() + VANISH_MS
  for (;;) {
    const left = processes.filter(({ pid, startedAt }) => tree(pid)[0]?.startedAt === startedAt)
    if (left.length === 0 || Date.now() > deadline) return left.map(({ pid, name }) => `${name} ${pid}`)
    await sleep(50)
  }
}

function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}
