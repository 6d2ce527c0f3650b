import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { findPython } from '../workers/sandbox/python.ts'
import { openSandbox } from '../workers/sandbox/sandbox.ts'
import type { RunRequest, Sandbox, SandboxOptions } from '../workers/sandbox/types.ts'

export interface Measure {
  name: string
  p50Ms: number
  p99Ms: number
  perSecond: number
}

const WARM_UP = 50
const CODE = 'def handler(input, context):\n    return {"sum": input["a"] + input["b"]}'

/** Measures what an execution costs: a bare `python3` for comparison, then this sandbox at 1 and at 16 in flight. */
export async function benchSandbox(options: Partial<SandboxOptions> = {}, runs = 1000): Promise<{ level: number; measures: Measure[] }> {
  const log = { info() {}, warn() {}, error: console.error }
  const network = { network: true, allowedHosts: [], apiUrl: 'http://127.0.0.1:1' }
  const sandbox = await openSandbox({ minLevel: 0, memoryMb: 256, storageMb: 64, maxQueued: 1000, log, ...network, ...options })
  try {
    const script = 'import json, sys; i = json.loads(sys.argv[1]); print(json.dumps({"sum": i["a"] + i["b"]}))'
    const { executable } = await findPython(options.python)
    const spawn = () => promisify(execFile)(executable, ['-I', '-c', script, '{"a":1,"b":2}'])
    const run = () => runOnce(sandbox)
    await Promise.all(Array.from({ length: WARM_UP }, run))
    const measures = [
      await measure('python3 process, 1 in flight', spawn, 1, Math.ceil(runs / 10)),
      await measure('sandbox, 1 in flight', run, 1, runs),
      await measure('sandbox, 16 in flight', run, 16, runs * 2),
    ]
    return { level: sandbox.level, measures }
  } finally {
    await sandbox.close()
  }
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

async function measure(name: string, act: () => Promise<unknown>, inFlight: number, count: number): Promise<Measure> {
  const times: number[] = []
  let left = count
  const begun = performance.now()
  const worker = async () => {
    while (left-- > 0) {
      const start = performance.now()
      await act()
      times.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, worker))
  const perSecond = (count / (performance.now() - begun)) * 1000
  times.sort((a, b) => a - b)
  const at = (share: number) => round(times[Math.min(times.length - 1, Math.floor(times.length * share))]!)
  return { name, p50Ms: at(0.5), p99Ms: at(0.99), perSecond: round(perSecond) }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
