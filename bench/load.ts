import autocannon from 'autocannon'

/** A row of the table. */
export interface Measurement {
  name: string
  connections: number
  perSecond: number
  /** Milliseconds. */
  p50: number
  p99: number
  errors: number
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
  const result = await run(options)
  return {
    name: options.name,
    connections: options.connections,
    perSecond: Math.round(result.requests.average),
    p50: result.latency.p50,
    p99: result.latency.p99,
    errors: result.errors + result.non2xx + result.timeouts,
  }
}

let serial = 0

function run({ url, connections, seconds, method = 'GET', headers = {}, body, bodyOf }: LoadOptions): Promise<autocannon.Result> {
  return autocannon({
    url,
    connections,
    duration: seconds,
    method,
    headers: { ...(method !== 'GET' && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body }),
    ...(bodyOf && { requests: [{ method, setupRequest: (request) => ({ ...request, body: bodyOf(serial++) }) }] }),
  })
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

const round = (value: number) => Math.round(value * 100) / 100

export function print(title: string, rows: Measurement[], yardstick?: string): void {
  const base = rows.find((row) => row.name === yardstick)
  console.log(`\n${title}\n`)
  console.log(
    `${'what'.padEnd(46)}${'in flight'.padStart(10)}${'per second'.padStart(12)}${'p50 ms'.padStart(9)}${'p99 ms'.padStart(9)}${base ? 'of yardstick'.padStart(14) : ''}`,
  )
  for (const row of rows) {
    const ratio = base ? `${(row.perSecond / base.perSecond).toFixed(2)}`.padStart(14) : ''
    const failed = row.errors > 0 ? `  ${row.errors} failed` : ''
    console.log(
      `${row.name.padEnd(46)}${String(row.connections).padStart(10)}${String(row.perSecond).padStart(12)}${String(row.p50).padStart(9)}${String(row.p99).padStart(9)}${ratio}${failed}`,
    )
  }
}
