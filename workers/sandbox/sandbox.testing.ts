import { execFile, execFileSync } from 'node:child_process'
import { promisify } from 'node:util'
import { openSandbox } from './sandbox.ts'
import type { FunctionLink, FunctionSource, RunHooks, RunRequest, RunResult, Sandbox, SandboxOptions } from './types.ts'

/** What tests of the sandbox share. */

const SILENT = { info() {}, warn() {}, error() {} }

export const DEFAULTS: SandboxOptions = {
  threads: 1,
  minLevel: 2,
  memoryMb: 256,
  storageMb: 16,
  network: true,
  allowedHosts: [],
  apiUrl: 'http://127.0.0.1:1',
  maxQueued: 100,
  log: SILENT,
}

/** Prints `up` and sleeps for as many seconds as its input says. */
export const HOLD = 'import time\ndef handler(seconds, context):\n    print("up")\n    time.sleep(seconds)\n    return seconds'

/** A sandbox of this kernel's best level; closed by `await using`. */
export async function testSandbox(options: Partial<SandboxOptions> = {}): Promise<Sandbox & AsyncDisposable> {
  const sandbox = await openSandbox({ ...DEFAULTS, ...options })
  return Object.assign(sandbox, { [Symbol.asyncDispose]: () => sandbox.close() })
}

/** One sandbox for the tests of a file: opened by the first that asks, closed after the last. */
export function sharedSandbox(after: (close: () => Promise<void>) => void, options: Partial<SandboxOptions> = {}): () => Promise<Sandbox> {
  let opened: Promise<Sandbox> | undefined
  after(async () => (await opened)?.close())
  return () => (opened ??= openSandbox({ ...DEFAULTS, ...options }))
}

/** A link to a function. @param as how the code that calls it spells it */
export function link({ namespace, name }: FunctionSource, as = name): FunctionLink {
  return { as, namespace, name }
}

export function source(code: string, fields: Partial<FunctionSource> = {}): FunctionSource {
  return { namespace: 'default', name: 'main', code, version: 1, inputSchema: {}, outputSchema: {}, links: [], ...fields }
}

/** A request to run `code` (or, given functions, the first of them). */
export function request(code: string | FunctionSource[], fields: Partial<RunRequest> = {}): RunRequest {
  const functions = typeof code === 'string' ? [source(code)] : code
  const { namespace, name } = functions[0]!
  return {
    executionId: crypto.randomUUID(),
    user: 'ada',
    functions,
    entry: { namespace, name },
    input: {},
    context: {},
    timeoutMs: 10_000,
    ...fields,
  }
}

/** Runs code and returns what it returned. @throws Error with the failure */
export async function outputOf(
  sandbox: Pick<Sandbox, 'run'>,
  code: string | FunctionSource[],
  fields: Partial<RunRequest> = {},
  hooks: RunHooks = {},
): Promise<any> {
  const result = await sandbox.run(request(code, fields), hooks)
  if (result.status !== 'completed') throw new Error(`it ended ${JSON.stringify(result, null, 1)}`)
  return result.output
}

/** Runs code that must fail and returns the failure. */
export async function failureOf(
  sandbox: Pick<Sandbox, 'run'>,
  code: string | FunctionSource[],
  fields: Partial<RunRequest> = {},
): Promise<Extract<RunResult, { status: 'failed' }>> {
  const result = await sandbox.run(request(code, fields))
  if (result.status !== 'failed') throw new Error(`it ended ${JSON.stringify(result, null, 1)}`)
  return result
}

/** Runs code in a sandbox of a server that is an ordinary user, 65534. Only for root. @returns its level, and what the code returned */
export async function asOrdinaryUser(
  python: string,
  code: string,
  options: Partial<SandboxOptions> = {},
  input: unknown = {},
): Promise<[number, any]> {
  const script = `
import { request, testSandbox } from ${JSON.stringify(import.meta.filename)}
const box = await testSandbox({ python: ${JSON.stringify(python)}, network: false, ...${JSON.stringify(options)} })
const result = await box.run(request(${JSON.stringify(code)}, { input: ${JSON.stringify(input)} }))
console.log(JSON.stringify([box.level, result.output ?? result]))
await box.close()`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module-typescript', '-e', script], {
    uid: 65_534,
    gid: 65_534,
    cwd: '/',
    env: { PATH: '/usr/bin:/bin' },
  })
  return JSON.parse(stdout)
}

/** Whether there is such a process. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** The processes and all their descendants. */
export function tree(pids: number[]): number[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number))
  const found = new Set(pids)
  for (let grew = true; grew; ) {
    const size = found.size
    for (const [pid, parent] of rows) if (found.has(parent!)) found.add(pid!)
    grew = found.size > size
  }
  return [...found]
}
