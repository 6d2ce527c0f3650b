// A sandbox worker in a process of its own, as an operator starts it, for tests to talk to and to kill.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { internalRequest } from '../schema/context.ts'
import { ENVELOPE_HEADER, signEnvelope } from '../schema/identity-envelope.ts'
import { audienceOf } from './sandbox-wire.ts'

export interface SandboxWorker {
  url: string
  port: number
  /** Ends it, and waits until it is gone. @returns its exit code */
  end(signal: NodeJS.Signals): Promise<number | null>
}

/** @param port 0: any that is free. @param environment variables for its configuration */
export async function startSandboxWorker(workerKey: string, port = 0, environment: Record<string, string> = {}): Promise<SandboxWorker> {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))
  const env = {
    ...process.env,
    WORKER_KEY: workerKey,
    WORKER_PORT: String(port),
    APP_HOST: '127.0.0.1',
    SANDBOX_THREADS: '1',
    LOG_LEVEL: 'info',
    SINAS_DATA_DIR: path.join(tmpdir(), `sinas-worker-${process.pid}`),
    ...environment,
  }
  // No .env of the one who runs the tests.
  const child = spawn(process.execPath, [main], { env, cwd: tmpdir(), stdio: ['ignore', 'pipe', 'inherit'] })
  const ready = Promise.withResolvers<number>()
  createInterface(child.stdout).on('line', (line) => {
    const { msg, port: given } = JSON.parse(line)
    if (msg === 'the sandbox worker is ready') ready.resolve(given)
  })
  child.once('exit', () => ready.reject(new Error('the worker ended')))
  const given = await ready.promise
  return {
    url: `http://127.0.0.1:${given}`,
    port: given,
    async end(signal) {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal)
        await once(child, 'exit')
      }
      return child.exitCode
    },
  }
}

/** Signs a request as the functions subgraph does. @returns the headers to send it with */
export async function signFor(worker: SandboxWorker, workerKey: string, path: string, body: string): Promise<Record<string, string>> {
  const { instance } = (await (await fetch(`${worker.url}/ready`)).json()) as { instance: string }
  return { [ENVELOPE_HEADER]: signEnvelope(workerKey, internalRequest(null, 'test'), audienceOf(instance, path), body) }
}
