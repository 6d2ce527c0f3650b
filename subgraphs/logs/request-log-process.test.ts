import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { createRequestLogProcess } from './request-log-process.ts'
import { requestLogRow } from './request-log-row.ts'

let root: string
before(async () => (root = await mkdtemp(path.join(tmpdir(), 'sinas-log-process-'))))
after(() => rm(root, { recursive: true, force: true }))

const never = new AbortController().signal

const line = (request_id: string) =>
  JSON.stringify({ request_id, timestamp: new Date().toISOString(), method: 'GET', path: '/', status_code: 200, has_permission: true })

const lines = (count: number) => Array.from({ length: count }, (_, i) => line(String(i))).join('\n')

function open(folder: string, url?: string) {
  const warnings: string[] = []
  const table = createRequestLogProcess(
    { url, folder: path.join(root, folder), engineArrives: false, retentionDays: 90 },
    { warn: warner(warnings) },
  )
  return { table, warnings }
}

const warner = (warnings: string[]) => ((_data: object, text: string) => void warnings.push(text)) as never

async function pidOfEngine(): Promise<number> {
  const children = (await readFile(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')).trim().split(' ')
  for (const pid of children) if ((await readFile(`/proc/${pid}/cmdline`, 'utf8')).includes('subgraphs/logs/main.ts')) return Number(pid)
  throw new Error('it has no process')
}

test('keeps rows, gives them back, and can be opened again in the same process', async () => {
  for (const rows of [2, 4]) {
    const { table } = open('again')
    assert.equal(table.state(), 'not opened yet')
    assert.equal(await table.insert(lines(2), crypto.randomUUID()), 2)
    assert.equal(table.state(), 'open')
    const [counted] = await table.select<{ rows: number }>('SELECT count() AS rows FROM request_logs', {}, never)
    assert.equal(Number(counted!.rows), rows)
    await table.close()
  }
})

test('errors arrive as they were thrown, and a reader who leaves is answered at once', async () => {
  const { table } = open('errors')
  await assert.rejects(table.insert('no JSON', 'a'), { code: 'VALIDATION' })
  await assert.rejects(table.select('SELECT nothing FROM request_logs', {}, never), /nothing/)
  const leaving = new AbortController()
  const slow = table.select('SELECT sleepEachRow(1) FROM numbers(3) SETTINGS max_block_size = 1', {}, leaving.signal)
  setTimeout(() => leaving.abort(), 50)
  await assert.rejects(slow, { code: 'UNAVAILABLE', message: /the client has left/ })
  await table.close()
})

test('one that follows another waits until that is done with the folder', { skip: process.platform !== 'linux' }, async () => {
  const [first, second] = [open('turns'), open('turns')]
  await first.table.insert(line('a'), 'a')
  const next = second.table.insert(line('b'), 'b')
  await first.table.close()
  assert.equal(await next, 1)
  assert.deepEqual(second.warnings, [])
  await second.table.close()
})

test('a server that is away is UNAVAILABLE', async () => {
  const { table } = open('away', 'http://127.0.0.1:9/sinas')
  await assert.rejects(table.insert(line('a'), 'a'), { code: 'UNAVAILABLE' })
  assert.equal(table.state(), 'away')
  await table.close()
})

test('the engine may die: its next use starts another, and what was kept is there', { skip: process.platform !== 'linux' }, async () => {
  const { table, warnings } = open('crash')
  await table.insert(line('kept'), 'kept')
  const slow = table.select('SELECT sleepEachRow(1) FROM numbers(3) SETTINGS max_block_size = 1', {}, never)
  process.kill(await pidOfEngine(), 'SIGKILL')
  await assert.rejects(slow, { code: 'UNAVAILABLE' })
  assert.equal(table.state(), 'away')
  assert.deepEqual(await table.select('SELECT request_id FROM request_logs', {}, never), [{ request_id: 'kept' }])
  assert.deepEqual(warnings, ['the process of the request log ended: the next use starts another'])
  await table.close()
})

test('a large batch is read and checked by the other process: this one only hands it over', async () => {
  const { table } = open('large')
  await table.insert(line('first'), 'first')
  const rows = lines(10_000)
  const kept = table.insert(rows, 'large')
  // CPU and not time, as what else the machine does must not count. What the other process does is at least what parsing takes.
  const handing = process.cpuUsage()
  assert.equal(await kept, 10_000)
  const handedUs = process.cpuUsage(handing).user
  const parsing = process.cpuUsage()
  for (const text of rows.split('\n')) requestLogRow.parse(JSON.parse(text))
  const parsedUs = process.cpuUsage(parsing).user
  assert.ok(handedUs < parsedUs, `${handedUs} µs to hand over, ${parsedUs} µs to read and check`)
  await table.close()
})
