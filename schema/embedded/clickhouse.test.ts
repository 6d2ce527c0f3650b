import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import type { Logger } from '../log.ts'
import { type ClickHouseClient, openClickHouse } from './clickhouse.ts'
import { startClickHouseServer } from './clickhouse-server.testing.ts'
import { startOwner } from './owner.testing.ts'

let root: string
before(async () => (root = await mkdtemp(path.join(tmpdir(), 'sinas-clickhouse-'))))
after(() => rm(root, { recursive: true, force: true }))

async function rowsOf<Row>(clickhouse: ClickHouseClient, query: string, query_params: Record<string, unknown> = {}): Promise<Row[]> {
  return (await clickhouse.query({ query, query_params, format: 'JSONEachRow' })).json<Row>()
}

function collectWarnings(): { warnings: string[]; log: Logger } {
  const warnings: string[] = []
  return { warnings, log: { warn: (_: object, message: string) => warnings.push(message) } as unknown as Logger }
}

test('an embedded ClickHouse whose process is killed keeps every acknowledged row', async () => {
  const owner = await startOwner(root, 'clickhouse')
  await owner.reaches(50)
  await owner.kill()

  const clickhouse = (await openClickHouse({ folder: path.join(root, 'clickhouse') }))!
  const counted = await rowsOf(clickhouse, 'SELECT toUInt32(count()) AS rows FROM ticks WHERE n <= {last:UInt32}', {
    last: owner.acknowledged,
  })
  assert.deepEqual(counted, [{ rows: owner.acknowledged + 1 }])

  const bound = await rowsOf(clickhouse, 'SELECT {text:String} AS text, {n:UInt8} AS n', { text: "it's ünï\n", n: 7 })
  assert.deepEqual(bound, [{ text: "it's ünï\n", n: 7 }])
  await assert.rejects(rowsOf(clickhouse, 'SELECT groupArray(number) FROM numbers(1000000000)'), { type: 'MEMORY_LIMIT_EXCEEDED' })
  await clickhouse.close()
})

test('a server gets the database that its URL names', async () => {
  await using server = await startClickHouseServer(path.join(root, 'server'))
  const clickhouse = (await openClickHouse({ url: `${server.url}/sinas` }))!
  await clickhouse.command({ query: 'CREATE TABLE words (word String) ENGINE = MergeTree ORDER BY word' })
  await clickhouse.insert({ table: 'words', values: [{ word: 'ünï' }, { word: "it's" }], format: 'JSONEachRow' })
  assert.deepEqual(await rowsOf(clickhouse, 'SELECT word, currentDatabase() AS database FROM words ORDER BY word'), [
    { word: "it's", database: 'sinas' },
    { word: 'ünï', database: 'sinas' },
  ])
  await assert.rejects(rowsOf(clickhouse, 'SELECT * FROM nothing'), { code: '60', type: 'UNKNOWN_TABLE' })
  await clickhouse.close()
})

test('a server that is down leaves a client and a warning', async () => {
  const { warnings, log } = collectWarnings()
  const clickhouse = (await openClickHouse({ url: 'http://127.0.0.1:9/sinas', log }))!
  assert.deepEqual(warnings, ["ClickHouse didn't create the database"])
  assert.equal((await clickhouse.ping()).success, false)
  await clickhouse.close()
})

test('a folder that can not be used leaves the platform without, and says so', async () => {
  const { warnings, log } = collectWarnings()
  assert.equal(await openClickHouse({ folder: '/proc/nowhere', log }), null)
  assert.deepEqual(warnings, ['there is no embedded ClickHouse here: set CLICKHOUSE_URL to keep what it would hold'])
})
