import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { createLog } from '../../../schema/log.ts'
import { openTestPlatform, type TestPlatform } from '../../../schema/testing/platform.ts'
import { until } from '../../../schema/testing/until.ts'
import { PipelinedConnection } from './pipelined-connection.ts'

const INSERT = { name: 'insert', text: 'INSERT INTO notes VALUES ($1)' }
let platform: TestPlatform
let reader: pg.Client
before(async () => {
  platform = await openTestPlatform()
  reader = new pg.Client(platform.databaseUrl)
  await reader.connect()
  await reader.query('CREATE TABLE notes (text text NOT NULL)')
})
after(async () => {
  await reader.end()
  await platform.close()
})

const connection = () => new PipelinedConnection({ connectionString: platform.databaseUrl }, createLog('silent'))

test('what was sent is stored, although its process is killed in the next instant', async () => {
  const url = new URL('./pipelined-connection.ts', import.meta.url)
  const script = `
    import { PipelinedConnection } from ${JSON.stringify(url.href)}
    const connection = new PipelinedConnection({ connectionString: process.argv[1] }, null)
    await (await connection.send({ text: 'SELECT 1' })).answer
    for (const text of ['small', 'x'.repeat(5_000_000)]) await connection.send({ ...${JSON.stringify(INSERT)}, values: [text] })
    process.kill(process.pid, 'SIGKILL')`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, platform.databaseUrl], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  assert.deepEqual(await once(child, 'exit'), [null, 'SIGKILL'])
  const stored = 'SELECT length(text) AS length FROM notes ORDER BY 1'
  await until(async () => (await reader.query(stored)).rows.length === 2)
  assert.deepEqual((await reader.query(stored)).rows, [{ length: 5 }, { length: 5_000_000 }])
})

test('a statement that is refused takes no other with it', async () => {
  const pipelined = connection()
  const sent = await Promise.all(['one', null, 'two'].map((text) => pipelined.send({ ...INSERT, values: [text] })))
  const [one, none, two] = await Promise.allSettled(sent.map(({ answer }) => answer))
  assert.deepEqual([one!.status, none!.status, two!.status], ['fulfilled', 'rejected', 'fulfilled'])
  await pipelined.close()
})

test('a connection that the server ended is opened again', async () => {
  const pipelined = connection()
  const { rows } = await (await pipelined.send({ text: 'SELECT pg_backend_pid() AS pid' })).answer
  const waiting = await pipelined.send({ text: 'SELECT pg_sleep(60)' })
  const broken = assert.rejects(waiting.answer)
  await reader.query('SELECT pg_terminate_backend($1)', [rows[0].pid])
  await broken
  await (await pipelined.send({ ...INSERT, values: ['after'] })).answer
  assert.equal((await reader.query(`SELECT 1 FROM notes WHERE text = 'after'`)).rowCount, 1)
  await pipelined.close()
})
