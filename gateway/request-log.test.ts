import assert from 'node:assert/strict'
import { afterEach, mock, test } from 'node:test'
import { pino } from 'pino'
import { SinasError } from '../schema/errors.ts'
import type { NewRequestLogRow } from '../subgraphs/logs/index.ts'
import { createRequestLog } from './request-log.ts'

const row = (n: number, over: Partial<NewRequestLogRow> = {}): NewRequestLogRow => ({
  request_id: String(n),
  timestamp: '2026-01-01T00:00:00Z',
  method: 'GET',
  path: '/',
  status_code: 200,
  has_permission: true,
  ...over,
})

/** A place for rows that can be away, and remembers what it was sent. */
function createSink() {
  const sink = {
    failure: undefined as Error | undefined,
    batches: [] as { id: string; rows: string[] }[],
    attempts: 0,
    async execute(_operation: string, { rows, batch }: Record<string, unknown>): Promise<any> {
      sink.attempts++
      await undefined
      if (sink.failure) throw sink.failure
      sink.batches.push({ id: batch as string, rows: (rows as string).split('\n').map((line) => JSON.parse(line).request_id) })
    },
    get rows() {
      return sink.batches.flatMap((batch) => batch.rows)
    },
  }
  return sink
}

function collectLogs() {
  const lines: string[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line).msg) })
  return { lines, log }
}

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => String(from + i))
/** Lets promises settle, under a mocked clock too. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

afterEach(() => mock.timers.reset())

test('sends rows together after a while, in the order in which they came', async () => {
  mock.timers.enable({ apis: ['setTimeout'] })
  const sink = createSink()
  const requestLog = createRequestLog({ graph: sink, ...collectLogs() })
  for (let n = 0; n < 3; n++) requestLog.record(row(n))
  mock.timers.tick(900)
  await settle()
  assert.equal(sink.attempts, 0)
  mock.timers.tick(100)
  await settle()
  assert.deepEqual(sink.batches[0]?.rows, ['0', '1', '2'])

  requestLog.record(row(3))
  mock.timers.tick(1000)
  await settle()
  assert.deepEqual(sink.batches[1]?.rows, ['3'])
})

test('does not wait where a batch is full', async () => {
  mock.timers.enable({ apis: ['setTimeout'] })
  const sink = createSink()
  const requestLog = createRequestLog({ graph: sink, ...collectLogs() })
  for (let n = 0; n < 6000; n++) requestLog.record(row(n))
  await settle()
  assert.deepEqual(
    sink.batches.map((batch) => batch.rows.length),
    [5000],
  )
  mock.timers.tick(1000)
  await settle()
  assert.deepEqual(sink.rows, numbers(0, 6000))
})

test('does not wait where rows are large', async () => {
  mock.timers.enable({ apis: ['setTimeout'] })
  const sink = createSink()
  const requestLog = createRequestLog({ graph: sink, ...collectLogs() })
  for (let n = 0; n < 200; n++) requestLog.record(row(n, { request_body: 'x'.repeat(30_000) }))
  await settle()
  assert.equal(sink.attempts, 1)
})

test('holds a failed batch and sends it again under the same name, more and more seldom', async () => {
  mock.timers.enable({ apis: ['setTimeout'] })
  const sink = createSink()
  const { lines, log } = collectLogs()
  const requestLog = createRequestLog({ graph: sink, log })
  const ids: unknown[] = []
  const { execute } = sink
  sink.execute = (operation, variables) => {
    ids.push(variables.batch)
    return execute(operation, variables)
  }
  sink.failure = new SinasError('UNAVAILABLE', { what: 'ClickHouse', reason: 'away' })
  requestLog.record(row(0))
  for (const [delay, attempts] of [
    [1000, 1],
    [499, 1],
    [1, 2],
    [999, 2],
    [1, 3],
  ] as const) {
    mock.timers.tick(delay)
    await settle()
    assert.equal(sink.attempts, attempts)
  }
  requestLog.record(row(1))
  sink.failure = undefined
  mock.timers.tick(2000)
  await settle()
  assert.equal(new Set(ids.slice(0, 4)).size, 1)
  mock.timers.tick(1000)
  await settle()
  assert.deepEqual(sink.rows, ['0', '1'])
  assert.deepEqual(lines, [
    'request logs could not be stored: the gateway buffers them in memory and sends them again',
    'request logs are stored again',
  ])
  assert.equal(requestLog.dropped, 0)
})

test('drops the oldest rows, and says so once, where too many wait', async () => {
  const sink = createSink()
  const { lines, log } = collectLogs()
  const requestLog = createRequestLog({ graph: sink, log, maxRows: 1000 })
  sink.failure = new Error('away')
  for (let n = 0; n < 5000; n++) requestLog.record(row(n))
  await requestLog.flush()
  sink.failure = undefined
  await requestLog.flush()
  assert.equal(sink.rows.length + requestLog.dropped, 5000)
  assert.ok(sink.rows.length <= 1000 && sink.rows.length >= 900, String(sink.rows.length))
  assert.deepEqual(sink.rows.slice(-400), numbers(4600, 5000))
  assert.equal(
    lines.filter((line) => line === 'the buffer of request logs is full: the oldest rows are dropped until they can be stored again')
      .length,
    1,
  )
})

test('is bounded by the size of rows as well', async () => {
  const sink = createSink()
  sink.failure = new Error('away')
  const requestLog = createRequestLog({ graph: sink, ...collectLogs(), maxCharacters: 1_000_000 })
  for (let n = 0; n < 1000; n++) requestLog.record(row(n, { request_body: 'x'.repeat(30_000) }))
  sink.failure = undefined
  await requestLog.flush()
  assert.ok(sink.rows.length * 30_000 <= 1_000_000)
  assert.equal(sink.rows.at(-1), '999')
})

test('does not let a batch that is refused hold up the others', async () => {
  const sink = createSink()
  const { lines, log } = collectLogs()
  const requestLog = createRequestLog({ graph: sink, log })
  sink.failure = new SinasError('VALIDATION', { issues: [] })
  requestLog.record(row(0))
  await requestLog.flush()
  sink.failure = undefined
  requestLog.record(row(1))
  await requestLog.flush()
  assert.deepEqual(sink.rows, ['1'])
  assert.deepEqual([requestLog.dropped, lines], [1, ['the logs subgraph refused a batch of request logs: the batch is dropped']])
})

test('sends what waits when it is closed, and takes no more', async () => {
  const sink = createSink()
  const requestLog = createRequestLog({ graph: sink, ...collectLogs() })
  for (let n = 0; n < 700; n++) requestLog.record(row(n))
  await requestLog.close()
  assert.deepEqual(sink.rows, numbers(0, 700))
  requestLog.record(row(700))
  assert.equal(requestLog.dropped, 1)
})

test('does not keep a process from stopping while the log hangs', async () => {
  mock.timers.enable({ apis: ['setTimeout'] })
  const { lines, log } = collectLogs()
  const requestLog = createRequestLog({ graph: { execute: () => new Promise(() => {}) }, log })
  requestLog.record(row(0))
  const closed = requestLog.close()
  await settle()
  mock.timers.tick(5000)
  await closed
  assert.deepEqual([requestLog.dropped, lines], [1, ['request logs were lost: they could not be stored before the gateway stopped']])
})
