import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, before, beforeEach, describe, test } from 'node:test'
import pg from 'pg'
import type { Database } from '../database.ts'
import { createLog } from '../log.ts'
import { openTestPlatform, type TestPlatform } from '../testing/platform.ts'
import { until } from '../testing/until.ts'
import { Listener } from './listener.ts'
import { OwnedRows } from './owned-rows.ts'
import { type OwnedKind, Presence } from './presence.ts'

const log = createLog('silent')
const TABLE = { name: 'work', owner: 'owner', claim: 'claim', isOwned: `status = 'running'` }

let platform: TestPlatform
let pool: pg.Pool
let database: Database

before(async () => {
  platform = await openTestPlatform()
  pool = new pg.Pool({ connectionString: platform.databaseUrl })
  pool.on('error', () => undefined)
  database = { pool, query: async (sql: string, values?: unknown[]) => (await pool.query(sql, values)).rows } as unknown as Database
  await pool.query(`CREATE TABLE work (id uuid PRIMARY KEY, status text, owner uuid, claim integer NOT NULL DEFAULT 0, result text)`)
})
after(async () => {
  await pool.end()
  await platform.close()
})

const processes: { stop(): Promise<void> }[] = []
beforeEach(async () => {
  for (const each of processes.splice(0)) await each.stop()
})
after(async () => {
  for (const each of processes.splice(0)) await each.stop()
})

/** One of our processes, as far as the kernel is concerned. */
async function startOne(over: { leaseSeconds?: number; beatMs?: number } = {}) {
  const listener = new Listener({ url: platform.databaseUrl, name: 'test', log })
  await listener.open()
  const presence = new Presence({ listener, log, leaseSeconds: 1, beatMs: 100, ...over })
  await presence.start()
  const rows = new OwnedRows(database, presence, TABLE)
  const stop = async () => {
    await presence.stop()
    await listener.close()
  }
  processes.push({ stop })
  return { listener, presence, rows, stop }
}

type One = Awaited<ReturnType<typeof startOne>>

const enter = ({ presence }: One, takeUp: OwnedKind['takeUp'], name = 'test.work') =>
  presence.register({ name, takeUp, recheck: async () => undefined })

async function take({ presence, rows }: One, id: string = crypto.randomUUID()) {
  const sql = `INSERT INTO work (id, status, owner, claim) VALUES ($1, 'running', $2, 1)
    ON CONFLICT (id) DO UPDATE SET status = 'running', ${rows.takenBy('$2')} RETURNING id::text, claim`
  return (await pool.query<{ id: string; claim: number }>(sql, [id, presence.processId])).rows[0]!
}

describe('a late writer changes nothing', () => {
  const read = async (id: string) => (await pool.query('SELECT status, result FROM work WHERE id = $1', [id])).rows[0]
  const finish = ({ rows }: One, claim: { id: string; claim: number }) => rows.end(claim, `status = 'done', result = $4`, ['late'])

  test('the owner ends its row, once', async () => {
    const one = await startOne()
    const claim = await take(one)
    assert.equal(await finish(one, claim), true)
    assert.equal(await finish(one, claim), false)
  })

  test('where another process has taken the row', async () => {
    const [one, two] = [await startOne(), await startOne()]
    const claim = await take(one)
    const theirs = await take(two, claim.id)
    assert.equal(await finish(one, claim), false)
    assert.deepEqual(await read(claim.id), { status: 'running', result: null })
    assert.equal(await finish(two, theirs), true)
  })

  test('where the same process has taken the row again', async () => {
    const one = await startOne()
    const first = await take(one)
    const second = await take(one, first.id)
    assert.equal(await finish(one, first), false)
    assert.deepEqual(await one.rows.lostAmong([first, second]), [first])
    assert.equal(await finish(one, second), true)
  })

  test('where the row has ended', async () => {
    const one = await startOne()
    const claim = await take(one)
    await pool.query(`UPDATE work SET status = 'failed' WHERE id = $1`, [claim.id])
    assert.equal(await finish(one, claim), false)
    assert.deepEqual(await one.rows.lostAmong([claim]), [claim])
  })
})

describe('a process that died', () => {
  test('is found when it was silent for its lease, and what it owned is taken up', async () => {
    const [one, two] = [await startOne({ beatMs: 60_000 }), await startOne()]
    await enter(one, async () => undefined)
    const { id, claim } = await take(one)
    const owner = one.presence.processId
    const found = Promise.withResolvers<unknown>()
    await enter(two, async (ids) => {
      if (ids.includes(owner)) found.resolve(await two.rows.orphans([owner]))
    })
    assert.deepEqual(await found.promise, [{ id, claim, owner }])
  })

  test('is found at once where it ran on this machine', async () => {
    const child = spawn(process.execPath, ['-e', ''])
    await once(child, 'exit')
    const two = await startOne({ leaseSeconds: 3600 })
    const dead = crypto.randomUUID()
    const found = Promise.withResolvers<readonly string[]>()
    await enter(two, async (ids) => {
      if (ids.includes(dead)) found.resolve(ids)
    })
    await pool.query(`INSERT INTO ownership.processes SELECT $1, host, $2, kinds, now() FROM ownership.processes WHERE id = $3`, [
      dead,
      child.pid,
      two.presence.processId,
    ])
    await found.promise
    await until(
      async () => (await pool.query('SELECT FROM ownership.processes WHERE id = $1', [dead])).rowCount === 0,
      'it to be forgotten',
    )
  })

  test('is told of again until what it owned is taken up', async () => {
    const [one, two] = [await startOne({ beatMs: 60_000 }), await startOne()]
    await enter(one, async () => undefined)
    let calls = 0
    await enter(two, async () => {
      if (++calls === 1) throw new Error('the database is away')
    })
    await until(() => calls === 2, 'the second call')
  })

  test('is left to a process that owns rows of the same kinds', async () => {
    const one = await startOne({ beatMs: 60_000 })
    await enter(one, async () => undefined, 'test.elsewhere')
    const found: string[] = []
    const [without, with_] = [await startOne({ beatMs: 60_000 }), await startOne({ beatMs: 60_000 })]
    await enter(without, async (ids) => void found.push(...ids))
    await enter(with_, async (ids) => void found.push(...ids), 'test.elsewhere')
    await one.stop()
    await without.presence.takeUpFromDead()
    assert.ok(!found.includes(one.presence.processId))
    await with_.presence.takeUpFromDead()
    assert.ok(found.includes(one.presence.processId))
  })

  test('and only seemed to, learns that it has lapsed', async () => {
    const one = await startOne({ beatMs: 1_500 })
    const lapsed = Promise.withResolvers<void>()
    await one.presence.register({
      name: 'test.work',
      takeUp: async () => undefined,
      recheck: async (hasLapsed) => {
        if (hasLapsed) lapsed.resolve()
      },
    })
    await lapsed.promise
  })

  test('or stopped with a row in hand, leaves it to the next', async () => {
    const [one, two] = [await startOne(), await startOne()]
    await enter(one, async () => undefined)
    const { id } = await take(one)
    await one.stop()
    let found: string[] = []
    await enter(two, async (ids) => {
      found = (await two.rows.orphans(ids)).map((orphan) => orphan.id)
    })
    await until(() => found.includes(id), 'the row to be found')
  })

  test('before there was a row for each process, left rows whose owner is not present', async () => {
    const one = await startOne()
    const { id } = await take({ ...one, presence: { processId: crypto.randomUUID() } as Presence })
    assert.ok((await one.rows.orphans()).some((orphan) => orphan.id === id))
  })
})

describe('the connection that listens', () => {
  test('brings messages of every process to every process', async () => {
    const [one, two] = [await startOne(), await startOne()]
    const heard: unknown[] = []
    for (const { listener } of [one, two]) await listener.channel<{ n: number }>('news').on((message) => void heard.push(message))
    one.listener.channel<{ n: number }>('news').send({ n: 1 })
    await until(() => heard.length === 2, 'both to hear')
    assert.deepEqual(heard, [{ n: 1 }, { n: 1 }])
  })

  test('comes back after it broke, says that there was a gap, and listens as before', async () => {
    const one = await startOne({ leaseSeconds: 60 })
    const heard: unknown[] = []
    await one.listener.channel('news').on((message) => void heard.push(message))
    const [lost, gap] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    one.listener.onLost(lost.resolve)
    one.listener.onGap(gap.resolve)
    await pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'test'`)
    await lost.promise
    assert.equal(one.listener.isOpen, false)
    await gap.promise
    one.listener.channel('news').send('again')
    await until(() => heard.length === 1, 'the message')
  })

  test('refuses what PostgreSQL can’t carry', async () => {
    const { listener } = await startOne()
    await assert.rejects(listener.notify('news', 'x'.repeat(8_000)), RangeError)
  })
})
