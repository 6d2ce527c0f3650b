// Processes that serve triggers, killed and started again, on a platform that serves the rest.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { until } from '../../schema/testing/until.ts'
import { serveSubgraphs } from '../serve.ts'
import type { TriggersUnderTest } from './triggers.testing.ts'

const SECRET_KEY = 'a secret key for tests only'
const ENCRYPTION_KEY = 'an encryption key for tests only'

export interface Processes extends AsyncDisposable {
  /** Starts one more. */
  start(): Promise<ChildProcess>
  /** kill -9, then another in its place. */
  replaceOne(): Promise<void>
}

/** @param mongodbUrl where their queue is, if not on PostgreSQL */
export async function openProcesses(platform: TriggersUnderTest, mongodbUrl?: string): Promise<Processes> {
  const server = serveSubgraphs([platform.identity, platform.functions], { secretKey: SECRET_KEY, maxBodyBytes: 16 << 20 })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const env = {
    ...{ PATH: process.env.PATH, DATABASE_URL: platform.platform.databaseUrl, SINAS_DATA_DIR: platform.platform.folder('processes') },
    ...{
      SECRET_KEY,
      ENCRYPTION_KEY,
      IDENTITY_URL: `${url}/identity/graphql`,
      FUNCTIONS_URL: `${url}/functions/graphql`,
      DB_POOL_SIZE: '4',
    },
    ...(mongodbUrl && { MONGODB_URL: mongodbUrl }),
  }
  const running: ChildProcess[] = []

  async function start() {
    const script = path.join(import.meta.dirname, 'triggers-process.testing.ts')
    const child = spawn(process.execPath, [script], { env, stdio: ['pipe', 'pipe', 'inherit'] })
    await Promise.race([once(child.stdout!, 'data'), once(child, 'exit').then(() => assert.fail('a process did not start'))])
    running.push(child)
    return child
  }

  async function kill(child: ChildProcess) {
    running.splice(running.indexOf(child), 1)
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }

  return {
    start,
    async replaceOne() {
      await kill(running[0]!)
      await start()
    },
    async [Symbol.asyncDispose]() {
      for (const child of [...running]) await kill(child)
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/**
 * Schedules that fire every second in two processes, one after the other killed: no slot fires twice, none is without a row.
 * The platform's own triggers are stopped, so that no other process does the work.
 * @param seconds how long
 */
export async function accountsForEverySlot(platform: TriggersUnderTest, processes: Processes, seconds: number): Promise<void> {
  const sql = (text: string, values: unknown[] = []) => platform.functions.database.query<Record<string, any>>(text, values)
  const owner = await platform.user()
  const name = await platform.fn(owner, 'return {}')
  const ids: string[] = []
  for (let i = 0; i < 3; i++) {
    const { id } = await platform.run(
      'CreateSchedule',
      {
        name: `every second ${i} ${name}`,
        function_name: name,
        cron_expression: '0 0 1 1 *',
        overlap_policy: 'parallel',
        missed_policy: 'run_all',
      },
      owner,
    )
    ids.push(id)
  }
  await platform.triggers.stop()
  await Promise.all([processes.start(), processes.start()])
  await sql(
    `update triggers.schedules set cron_expression = '* * * * * *', next_run = date_trunc('second', now()) + interval '2 seconds' where id = any($1)`,
    [ids],
  )
  const deadline = Date.now() + seconds * 1000
  while (Date.now() < deadline) {
    await sleep(300 + Math.random() * 1200)
    await processes.replaceOne()
  }
  await sql('update triggers.schedules set next_run = null, is_active = false where id = any($1)', [ids])
  await until(
    async () =>
      (await sql('select 1 from triggers.slots where schedule_id = any($1) and (due_at is not null or owner is not null)', [ids]))
        .length === 0,
  )

  for (const id of ids) {
    const slots = await sql(
      `select id, status, reason, execution_id, extract(epoch from slot_at)::float8 as at from triggers.slots where schedule_id = $1 order by slot_at`,
      [id],
    )
    assert.ok(slots.length >= seconds - 3, `${slots.length} slots in ${seconds} seconds`)
    assert.deepEqual(
      slots.map(({ at }) => at - slots[0]!.at),
      slots.map((_, i) => i),
      'every second has its row',
    )
    assert.ok(
      slots.every(({ status }) => status === 'FIRED'),
      JSON.stringify(slots.filter(({ status }) => status !== 'FIRED')),
    )
    const executions = await platform.functions.database.query<{ id: string }>(
      'select id from functions.executions where trigger_id = $1',
      [id],
    )
    assert.deepEqual(executions.map(({ id }) => id).sort(), slots.map((slot) => slot.id).sort(), 'one execution a slot')
  }
}
