// Another process of the platform, on the same database: what a test can kill. Started as a script, it answers operations from its stdin.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Caller } from '../../schema/context.ts'
import type { OperationName } from '../../schema/graph.ts'
import { openFunctions } from './functions.testing.ts'

export interface OtherProcess {
  child: ChildProcess
  /** Runs a named operation there. */
  run(operation: OperationName, variables: Record<string, unknown>, caller: Caller): Promise<any>
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>
  /** SIGTERM, as an operator stops it. */
  stop(): Promise<void>
}

/** @param environment variables for its configuration */
export async function startOther(databaseUrl: string, environment: Record<string, string> = {}): Promise<OtherProcess> {
  const settings = JSON.stringify({ ...environment, DATABASE_URL: databaseUrl })
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), settings], { stdio: ['pipe', 'pipe', 'inherit'] })
  const waiting = new Map<string, (answer: { data?: unknown; error?: string }) => void>()
  const ready = Promise.withResolvers<void>()
  // A write to one that was just killed.
  child.stdin.on('error', () => undefined)
  createInterface(child.stdout).on('line', (line) => {
    if (line === 'ready') return ready.resolve()
    const { id, ...answer } = JSON.parse(line)
    waiting.get(id)?.(answer)
    waiting.delete(id)
  })
  child.once('exit', () => {
    ready.reject(new Error('the other process ended'))
    for (const tell of waiting.values()) tell({ error: 'the other process ended' })
  })
  await ready.promise
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill(signal)
    await once(child, 'exit')
  }
  return {
    child,
    async run(operation, variables, caller) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error('the other process ended')
      const id = crypto.randomUUID()
      const { promise, resolve } = Promise.withResolvers<{ data?: unknown; error?: string }>()
      waiting.set(id, resolve)
      child.stdin!.write(`${JSON.stringify({ id, operation, variables, caller })}\n`)
      const { data, error } = await promise
      if (error) throw new Error(error)
      return data
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const platform = await openFunctions(JSON.parse(process.argv[2]!))
  const say = (message: unknown) => process.stdout.write(`${JSON.stringify(message)}\n`)
  createInterface(process.stdin).on('line', (line) => {
    const { id, operation, variables, caller } = JSON.parse(line)
    platform.run(operation, variables, caller).then(
      (data) => say({ id, data }),
      (error: Error) => say({ id, error: error.message }),
    )
  })
  process.stdout.write('ready\n')
  await once(process, 'SIGTERM')
  await platform[Symbol.asyncDispose]()
  process.exit(0)
}
