// What an execution costs without the platform around it, beside a bare `python3` and beside the fork and exit of an empty process.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findPython } from '../workers/sandbox/python.ts'
import { openSandbox } from '../workers/sandbox/sandbox.ts'
import { PRELOAD } from '../workers/sandbox/settings.ts'
import type { RunRequest, Sandbox } from '../workers/sandbox/types.ts'
import { type Measurement, measurementOf, print, time } from './load.ts'
import type { BenchPlatform } from './platform.ts'

const RUNS = 1000
const WARM_UP = 50
const CODE = 'def handler(input, context):\n    return {"sum": input["a"] + input["b"]}'
const FORK = join(import.meta.dirname, 'servers/fork.py')
const RUNNER = join(import.meta.dirname, '../workers/sandbox/python')

export async function benchSandbox(_platform: BenchPlatform): Promise<void> {
  const log = { info() {}, warn() {}, error: console.error }
  const network = { network: true, allowedHosts: [], apiUrl: 'http://127.0.0.1:1' }
  const sandbox = await openSandbox({ minLevel: 0, memoryMb: 256, storageMb: 64, maxQueued: 1000, log, ...network })
  try {
    const { executable, version } = await findPython()
    const script = 'import json, sys; i = json.loads(sys.argv[1]); print(json.dumps({"sum": i["a"] + i["b"]}))'
    const spawn = () => promisify(execFile)(executable, ['-I', '-c', script, '{"a":1,"b":2}'])
    const run = () => runOnce(sandbox)
    await time(WARM_UP, WARM_UP, run)
    const rows = [
      measurementOf('python3 process', 1, await time(RUNS / 10, 1, spawn)),
      await bareForks(executable),
      measurementOf('sandbox', 1, await time(RUNS, 1, run)),
      // Again: the machine may not be what it was.
      await bareForks(executable),
      measurementOf('sandbox', 16, await time(RUNS * 2, 16, run)),
    ]
    print(`A function in the sandbox alone (isolation level ${sandbox.level}, Python ${version})`, rows)
  } finally {
    await sandbox.close()
  }
}

/** The floor: what the machine takes to fork the zygote and to end that process again. */
async function bareForks(python: string): Promise<Measurement> {
  const { stdout } = await promisify(execFile)(python, ['-I', FORK, RUNNER, PRELOAD.join(), String(RUNS)])
  const latencies = (JSON.parse(stdout) as number[]).sort((a, b) => a - b)
  return measurementOf('fork and exit of the zygote', 1, { latencies, seconds: latencies.reduce((sum, ms) => sum + ms, 0) / 1000 })
}

async function runOnce(sandbox: Sandbox): Promise<void> {
  const source = { namespace: 'bench', name: 'add', code: CODE, version: 1, inputSchema: {}, outputSchema: {}, links: [] }
  const entry = { namespace: 'bench', name: 'add' }
  const request: RunRequest = {
    executionId: crypto.randomUUID(),
    user: crypto.randomUUID(),
    functions: [source],
    entry,
    input: { a: 1, b: 2 },
    context: {},
    timeoutMs: 10_000,
  }
  const result = await sandbox.run(request)
  if (result.status !== 'completed') throw new Error(JSON.stringify(result))
}
