import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { createOwnership } from '../../schema/ownership/open.ts'
import { until } from '../../schema/testing/until.ts'
import { behavesAsQueue } from './behaviour.testing.ts'
import { openQueue } from './index.ts'
import { keepsSchedules } from './schedules.testing.ts'
import { silent, startPostgresStores, type TestStores } from './stores.testing.ts'

let stores: TestStores
before(async () => {
  stores = await startPostgresStores()
})
after(() => stores[Symbol.asyncDispose]())

behavesAsQueue(() => stores)
keepsSchedules(() => stores)

test('goes on after PostgreSQL cut every connection', async () => {
  const { postgresUrl } = await stores.fresh()
  await using queue = await stores.openQueue({ postgresUrl })
  queue.define('work', async ({ id }) => id, { concurrency: 2 })
  await queue.start()
  await queue.enqueue('work', {}, { id: 'before' })
  await until(async () => (await queue.get('before'))?.status === 'completed')
  const client = new pg.Client(postgresUrl)
  await client.connect()
  await client.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  )
  await until(() => queue.enqueue('work', {}, { id: 'after' }).catch(() => null))
  await until(async () => (await queue.get('after'))?.status === 'completed')
  const listening = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'sinas:listener'`
  await until(async () => (await client.query(listening)).rowCount)
  await client.end()
})

test('processes that start together on an empty database don’t trip over each other', async () => {
  const { postgresUrl } = await stores.fresh()
  const queues = await Promise.all(Array.from({ length: 3 }, () => stores.openQueue({ postgresUrl })))
  for (const queue of queues) assert.equal(await queue.count(), 0)
  await Promise.all(queues.map((queue) => queue.close()))
})

test('says in one line that its database can’t be reached', async () => {
  const url = 'postgres://nobody@127.0.0.1:1/none'
  const { listener, presence } = createOwnership(url, silent)
  const opening = openQueue({ postgresUrl: url, name: 'x', listener, presence, log: silent })
  await assert.rejects(opening, {
    name: 'StartError',
    message: /^The job queue can't use its database: .*ECONNREFUSED.* Check DATABASE_URL\.$/,
  })
})
