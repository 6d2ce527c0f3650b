import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { SharedReads } from './shared-reads.ts'
import { openTestPlatform, type TestPlatform } from './testing/platform.ts'

let platform: TestPlatform
let pool: pg.Pool
let reads: SharedReads

before(async () => {
  platform = await openTestPlatform()
  pool = new pg.Pool({ connectionString: platform.databaseUrl, max: 3, pipeline: true })
  // Of connections that are ended while nobody uses them.
  pool.on('error', () => {})
  reads = new SharedReads(pool)
})
after(async () => {
  await pool.end()
  await platform.close()
})

const PROCESS = 'select pg_backend_pid() as pid, $1::int as n'
const read = (n: number) => reads.query<{ pid: number; n: number }>({ name: 'process', text: PROCESS, values: [n] })

test('reads of one turn share a connection, and each has its own answer', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => read(n)))
  assert.deepEqual(
    answers.map(({ rows }) => rows[0]!.n),
    [0, 1, 2, 3, 4, 5, 6, 7],
  )
  assert.equal(new Set(answers.map(({ rows }) => rows[0]!.pid)).size, 1)
})

test('many reads share the work among the connections of the pool, and give them back', async () => {
  const answers = await Promise.all(Array.from({ length: 100 }, (_, n) => read(n)))
  assert.deepEqual(
    answers.map(({ rows }) => rows[0]!.n),
    Array.from({ length: 100 }, (_, n) => n),
  )
  assert.equal(new Set(answers.map(({ rows }) => rows[0]!.pid)).size, 3)
  assert.equal(pool.idleCount, pool.totalCount)
})

test('a read that fails leaves those beside it alone, and the next ones', async () => {
  const failing = reads.query({ name: 'number', text: 'select $1::text::int as n', values: ['none'] })
  const results = await Promise.allSettled([read(1), failing, read(2)])
  assert.deepEqual(
    results.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  )
  assert.equal((await read(3)).rows[0]!.n, 3)
})

test('a statement whose columns were changed since it was prepared is prepared anew', async () => {
  await pool.query('create table kept (n int); insert into kept values (1)')
  const kept = () => reads.query<{ n: unknown }>({ name: 'kept', text: 'select * from kept' })
  assert.deepEqual((await kept()).rows, [{ n: 1 }])
  await pool.query('alter table kept alter n type text')
  await assert.rejects(kept(), /cached plan/)
  assert.deepEqual((await kept()).rows, [{ n: '1' }])
})

test('no read waits for one that takes long', async () => {
  let isAnswered = false
  const slow = reads.query({ text: 'select pg_sleep(1)' }).then(() => {
    isAnswered = true
  })
  await new Promise((resolve) => setTimeout(resolve, 100))
  await read(1)
  assert.equal(isAnswered, false)
  await slow
})

test('where a connection is lost its reads fail, and the next ones take another', async () => {
  const slow = Promise.allSettled([reads.query({ text: 'select pg_sleep(5)' }), read(1)])
  await new Promise((resolve) => setTimeout(resolve, 100))
  await pool.query(`select pg_terminate_backend(pid) from pg_stat_activity where query = 'select pg_sleep(5)'`)
  for (const { status } of await slow) assert.equal(status, 'rejected')
  assert.equal((await read(2)).rows[0]!.n, 2)
  assert.equal(pool.idleCount, pool.totalCount)
})
