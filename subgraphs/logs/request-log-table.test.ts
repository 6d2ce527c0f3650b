import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { type ClickHouseClient, EngineArriving, openClickHouse } from '../../schema/embedded/clickhouse.ts'
import { startClickHouseServer } from '../../schema/embedded/clickhouse-server.testing.ts'
import { administrator, openTestPlatform, testRequest } from '../../schema/testing/platform.ts'
import { logs } from './index.ts'
import { requestLogRow } from './request-log-row.ts'
import { createRequestLogTable, type RequestLogTable } from './request-log-table.ts'

let root: string
before(async () => (root = await mkdtemp(path.join(tmpdir(), 'sinas-logs-'))))
after(() => rm(root, { recursive: true, force: true }))

const DAY_MS = 86_400_000
const signal = new AbortController().signal

const row = (request_id: string, timestamp = new Date()) =>
  requestLogRow.parse({ request_id, timestamp: timestamp.toISOString(), method: 'GET', path: '/', status_code: 200, has_permission: true })

const insert = (table: RequestLogTable, ...rows: ReturnType<typeof row>[]) =>
  table.insert(rows.map((one) => JSON.stringify(one)).join('\n'), crypto.randomUUID())

async function idsOf(table: RequestLogTable): Promise<string[]> {
  const rows = await table.select<{ request_id: string }>('SELECT request_id FROM request_logs ORDER BY request_id', {}, signal)
  return rows.map(({ request_id }) => request_id)
}

const fails = (code: string) => (error: { code?: string }) => {
  assert.equal(error.code, code)
  return true
}

/** An address that leads to the server's once it is let through, as a server that is down and comes up. */
async function startDoor(): Promise<{ port: number; open(port: number): void; shut(): void } & AsyncDisposable> {
  let target: number | undefined
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    if (target === undefined) return socket.destroy()
    const upstream = connect(target, '127.0.0.1')
    for (const end of [socket, upstream]) sockets.add(end.on('error', () => end.destroy()).on('close', () => sockets.delete(end)))
    socket.pipe(upstream).pipe(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const shut = () => {
    target = undefined
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    open: (port) => void (target = port),
    shut,
    async [Symbol.asyncDispose]() {
      shut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

test('drops rows after the days of retention, also of a table that was made with others', async () => {
  let client: ClickHouseClient | null = null
  const open = async () => (client = await openClickHouse({ folder: path.join(root, 'retention') }))
  // What ClickHouse does in the background when it suits.
  const merge = () => client!.command({ query: 'OPTIMIZE TABLE request_logs FINAL' })

  const long = createRequestLogTable({ open, retentionDays: 90 })
  await insert(long, row('new'), row('old', new Date(Date.now() - 8 * DAY_MS)), row('ancient', new Date(Date.now() - 91 * DAY_MS)))
  await merge()
  assert.deepEqual(await idsOf(long), ['new', 'old'])
  await long.close()

  const short = createRequestLogTable({ open, retentionDays: 7 })
  await insert(short, row('newer'))
  await merge()
  assert.deepEqual(await idsOf(short), ['new', 'newer'])
  await short.close()
})

test('is unavailable while the server is away, and goes on when it is there', { timeout: 20_000 }, async () => {
  await using door = await startDoor()
  const table = createRequestLogTable({ open: () => openClickHouse({ url: `http://127.0.0.1:${door.port}/sinas` }), retentionDays: 90 })
  assert.equal(table.state(), 'not opened yet')
  await assert.rejects(insert(table, row('lost')), fails('UNAVAILABLE'))
  assert.equal(table.state(), 'away')

  await using server = await startClickHouseServer(path.join(root, 'server'))
  const port = Number(new URL(server.url).port)
  door.open(port)
  assert.equal(await insert(table, row('a')), 1)
  assert.equal(table.state(), 'open')

  door.shut()
  await assert.rejects(idsOf(table), fails('UNAVAILABLE'))
  assert.equal(table.state(), 'away')
  door.open(port)
  await insert(table, row('b'))
  assert.deepEqual(await idsOf(table), ['a', 'b'])

  const client = await openClickHouse({ url: `${server.url}/sinas` })
  await client!.command({ query: 'DROP TABLE request_logs' })
  await client!.close()
  await assert.rejects(insert(table, row('c')), fails('UNAVAILABLE'))
  await insert(table, row('c'))
  assert.deepEqual(await idsOf(table), ['c'])
  await table.close()
})

test('refuses for good what is no row or can’t be read, and stays open for the next', async () => {
  const table = createRequestLogTable({ open: () => openClickHouse({ folder: path.join(root, 'refusals') }), retentionDays: 90 })
  await assert.rejects(table.insert('{"path":"/"}', 'a'), fails('VALIDATION'))
  await assert.rejects(table.insert('no JSON', 'b'), fails('VALIDATION'))
  // The schema of rows lets it pass, and ClickHouse does not.
  await assert.rejects(insert(table, { ...row('fine'), timestamp: `2026-01-01T00:00:00.${'1'.repeat(40)}Z` }), fails('VALIDATION'))
  assert.equal(table.state(), 'open')
  const half = { ...row('half'), path: '/\ud83d' }
  assert.equal(await insert(table, half), 1)
  assert.deepEqual(await table.select('SELECT path FROM request_logs', {}, signal), [{ path: '/\ufffd' }])
  await table.close()
})

test('takes rows without keeping them where there will be no ClickHouse', async () => {
  const table = createRequestLogTable({ open: async () => null, retentionDays: 90 })
  assert.equal(await insert(table, row('a')), 0)
  assert.equal(table.state(), 'absent')
  await assert.rejects(idsOf(table), fails('UNAVAILABLE'))
  await table.close()
})

test('waits while the engine is being installed, says so, and goes on when it is there', async () => {
  let isInstalled = false
  const table = createRequestLogTable({
    open: async () => {
      if (!isInstalled) throw new EngineArriving()
      return openClickHouse({ folder: path.join(root, 'arriving') })
    },
    retentionDays: 90,
  })
  await assert.rejects(insert(table, row('a')), /still being installed. Until then the rows wait/)
  assert.equal(table.state(), 'being installed')
  isInstalled = true
  await insert(table, row('a'))
  assert.equal(table.state(), 'open')
  assert.deepEqual(await idsOf(table), ['a'])
  await table.close()
})

test('lists nothing and has no numbers while the server is away, and the platform is ready all the same', async () => {
  await using platform = await openTestPlatform({ CLICKHOUSE_URL: 'http://127.0.0.1:9/sinas' })
  const subgraph = await platform.start(logs)
  const request = () => testRequest(administrator())
  assert.deepEqual(await platform.graph.result('RequestLogs', {}, request()), [])
  await assert.rejects(platform.graph.execute('RequestLogStats', {}, request()), fails('UNAVAILABLE'))
  assert.deepEqual(await subgraph.ready(), { clickhouse: 'away' })
})
