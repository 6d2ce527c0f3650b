import assert from 'node:assert/strict'
import { mkdtemp, rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { type Database, openDatabase } from './database.ts'
import { openTestPlatform, type TestPlatform } from './testing/platform.ts'
import { inTransaction } from './transaction.ts'

let platform: TestPlatform
let database: Database
/** A folder without any. */
let migrations: string

before(async () => {
  platform = await openTestPlatform()
  migrations = await mkdtemp(path.join(tmpdir(), 'sinas-migrations-'))
  database = await openDatabase({ url: platform.databaseUrl, schema: 'locks', entities: [], migrations: pathToFileURL(migrations) })
  await database.pool.query('CREATE TABLE locks.counts (id integer PRIMARY KEY, n integer); INSERT INTO locks.counts VALUES (1, 0), (2, 0)')
})
after(async () => {
  await database?.close()
  await platform?.close()
  await rmdir(migrations)
})

test('a statement that PostgreSQL ends to break a deadlock is run again', async () => {
  // PostgreSQL ends the statement that looks for a deadlock, once it has waited for so long: not that of the other transaction, which looks later.
  await database.pool.query(`DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET deadlock_timeout = ''3s''', current_database()); END $$`)
  const sessions = await Promise.all(Array.from({ length: 10 }, () => database.pool.connect()))
  for (const session of sessions) session.release(true)
  const other = await database.pool.connect()
  await other.query(`SET deadlock_timeout = '1min'`)
  await other.query('BEGIN')
  await other.query('UPDATE locks.counts SET n = n + 1 WHERE id = 1')
  const both = database.query(`WITH second AS (UPDATE locks.counts SET n = n + 10 WHERE id = 2 RETURNING n)
    UPDATE locks.counts SET n = counts.n + 10 FROM second WHERE id = 1 RETURNING counts.n`)
  // It holds the second row now, and waits for the first.
  const waits = `SELECT count(*)::int AS count FROM pg_locks WHERE NOT granted`
  while ((await database.query<{ count: number }>(waits))[0]!.count === 0);
  await other.query('UPDATE locks.counts SET n = n + 1 WHERE id = 2')
  await other.query('COMMIT')
  other.release(true)
  assert.deepEqual(await both, [{ n: 11 }])
  assert.deepEqual(await database.query('SELECT n FROM locks.counts'), [{ n: 11 }, { n: 11 }])
})

test('rows are what their types say, in a statement and in a transaction', async () => {
  const row = `SELECT '2026-03-29 02:30:00.123+02'::timestamptz AS instant, ARRAY['2026-01-01Z'::timestamptz] AS instants, null::timestamptz AS none,
    count(*) AS count, 1.5::numeric AS cost, 2.5::float8 AS share, '2026-03-29'::date AS day, '{"a": 1}'::jsonb AS json, true AS flag`
  const expected = {
    instant: new Date('2026-03-29T00:30:00.123Z'),
    instants: [new Date('2026-01-01T00:00:00Z')],
    none: null,
    count: 1,
    cost: 1.5,
    share: 2.5,
    day: '2026-03-29',
    json: { a: 1 },
    flag: true,
  }
  assert.deepEqual(await database.query(row), [expected])
  assert.deepEqual(await inTransaction(database, async (transaction) => (await transaction.query(row)).rows), [expected])
})
