import autocannon from 'autocannon'
import { cpuBelow } from './processes.ts'

/** A row of the table. */
export interface Measurement {
  name: string
  connections: number
  perSecond: number
  /** Milliseconds. */
  p50: number
  p99: number
  errors: number
  /** Milliseconds of CPU for each, in all processes but this one: what stays true where the machine is shared with others. */
  cpuMs?: number
}

export interface LoadOptions {
  name: string
  url: string
  connections: number
  seconds: number
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH'
  headers?: Record<string, string>
  body?: string
  /** Makes each request's body, where they must differ. */
  bodyOf?: (i: number) => string
}

/** Loads one URL for some seconds, after a short warm-up that is not counted. */
export async function load(options: LoadOptions): Promise<Measurement> {
  await run({ ...options, seconds: Math.min(2, options.seconds) })
  const cpu = cpuBelow(process.pid)
  const { result, latencies } = await run(options)
  const cpuMs = (cpuBelow(process.pid) - cpu) / latencies.length
  const failed = result.errors + result.non2xx + result.timeouts
  return {
    ...measurementOf(options.name, options.connections, { latencies, seconds: result.duration }),
    errors: failed,
    cpuMs: round(cpuMs),
  }
}

let serial = 0

async function run({ url, connections, seconds, method = 'GET', headers = {}, body, bodyOf }: LoadOptions) {
  const options = {
    url,
    connections,
    duration: seconds,
    method,
    headers: { ...(method !== 'GET' && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body }),
    ...(bodyOf && { requests: [{ method, setupRequest: (request: autocannon.Request) => ({ ...request, body: bodyOf(serial++) }) }] }),
  }
  const latencies: number[] = []
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const running = autocannon(options, (error, done) => (error ? reject(error) : resolve(done)))
    // Its own statistics are in whole milliseconds.
    running.on('response', (_client, _status, _bytes, ms) => void latencies.push(ms))
  })
  return { result, latencies: latencies.sort((a, b) => a - b) }
}

/** Latencies of calls that are made one after the other, `inFlight` at a time. @returns milliseconds */
export async function time(
  calls: number,
  inFlight: number,
  call: (i: number) => Promise<unknown>,
): Promise<{ latencies: number[]; seconds: number }> {
  const latencies: number[] = []
  let next = 0
  const start = performance.now()
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (next < calls) {
        const i = next++
        const began = performance.now()
        await call(i)
        latencies.push(performance.now() - began)
      }
    }),
  )
  return { latencies: latencies.sort((a, b) => a - b), seconds: (performance.now() - start) / 1000 }
}

export const quantile = (sorted: number[], q: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN

export function measurementOf(
  name: string,
  inFlight: number,
  { latencies, seconds }: { latencies: number[]; seconds: number },
): Measurement {
  return {
    name,
    connections: inFlight,
    perSecond: Math.round(latencies.length / seconds),
    p50: round(quantile(latencies, 0.5)),
    p99: round(quantile(latencies, 0.99)),
    errors: 0,
  }
}

export const round = (value: number) => Math.round(value * 100) / 100

/** @param yardstick the row that others are compared with, and how the column says so */
export function print(title: string, rows: Measurement[], yardstick?: string, compared = 'of yardstick'): void {
  const base = rows.find((row) => row.name === yardstick)
  const head = ['in flight', 'per second', 'p50 ms', 'p99 ms', 'CPU ms', ...(base ? [compared] : [])]
  console.log(`\n${title}\n`)
  console.log(`${'what'.padEnd(NAME)}${head.map((word) => word.padStart(COLUMN)).join('')}`)
  for (const row of rows) {
    const cells = [
      row.connections,
      row.perSecond,
      row.p50,
      row.p99,
      row.cpuMs ?? '',
      ...(base ? [round(row.perSecond / base.perSecond)] : []),
    ]
    const failed = row.errors > 0 ? `  ${row.errors} failed` : ''
    console.log(`${row.name.padEnd(NAME)}${cells.map((cell) => String(cell).padStart(COLUMN)).join('')}${failed}`)
  }
}

const NAME = 46
const COLUMN = 13
