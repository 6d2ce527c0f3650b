import assert from 'node:assert/strict'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { until } from '../testing/until.ts'
import { openDataFolder } from './data-folder.ts'
import { startOwner } from './owner.testing.ts'
import { startPostgres } from './postgres.ts'

// One cluster for all: they leave it to each other, as one start of the platform leaves it to the next.
let root: string
before(async () => {
  const parent = await mkdtemp(path.join(tmpdir(), 'sinas-postgres-'))
  // As a home often is; the account that PostgreSQL runs as can't pass it.
  await chmod(parent, 0o700)
  root = path.join(parent, 'data')
})
after(() => rm(path.dirname(root), { recursive: true, force: true }))

async function query(url: string, sql: string): Promise<any[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('it is a real server that keeps its data, durable and behind a password', async () => {
  await using folder = await openDataFolder(root)
  const first = await startPostgres(folder)
  await query(first.url, `CREATE TABLE notes AS SELECT 'kept' AS note`)
  const settings = await query(first.url, `SELECT current_setting('fsync') AS fsync, current_setting('max_connections') AS connections`)
  assert.deepEqual(settings, [{ fsync: 'on', connections: '120' }])
  const stranger = new URL(first.url)
  stranger.password = 'guess'
  await assert.rejects(query(stranger.href, 'SELECT 1'), { code: '28P01' })
  await first.stop()
  assert.equal(isAlive(first.pid), false)

  const started = performance.now()
  await using second = await startPostgres(folder)
  const warmStart = performance.now() - started
  assert.deepEqual(await query(second.url, 'SELECT note FROM notes'), [{ note: 'kept' }])
  assert.ok(warmStart < 2000, `a warm start took ${warmStart} ms`)
})

test('it is asked by its socket, where only its owner comes, or by TCP where that path would be too long', async () => {
  await using folder = await openDataFolder(root)
  await using postgres = await startPostgres(folder)
  const address = (url: string) => query(url, 'SELECT inet_server_addr()::text AS address').then(([row]) => row.address)
  assert.equal(await address(postgres.url), null)
  const tcp = new URL(postgres.url)
  tcp.search = ''
  assert.equal(await address(tcp.href), '127.0.0.1/32')
  const stranger = new URL(postgres.url)
  stranger.password = 'guess'
  await assert.rejects(query(stranger.href, 'SELECT 1'), { code: '28P01' })
  const { mode } = await stat(path.join(root, 'postgres'))
  assert.equal(mode & 0o777, 0o700)

  const deep = path.join(path.dirname(root), 'a folder with a name that is long'.repeat(3))
  await using deepFolder = await openDataFolder(deep)
  await using second = await startPostgres(deepFolder)
  assert.equal(await address(second.url), '127.0.0.1/32')
})

test('after its owner is killed it shuts down by itself, and every acknowledged row is there', async () => {
  const owner = await startOwner(root, 'postgres')
  await owner.reaches(200)
  await owner.kill()
  await until(() => !isAlive(owner.serverPid!))

  await using folder = await openDataFolder(root)
  await using postgres = await startPostgres(folder)
  const counted = await query(postgres.url, `SELECT count(*)::int AS rows FROM ticks WHERE n <= ${owner.acknowledged}`)
  assert.deepEqual(counted, [{ rows: owner.acknowledged + 1 }])
})

test('a start right after a kill -9 of everything waits for what is left and recovers', async () => {
  const owner = await startOwner(root, 'postgres')
  const before = owner.serverPid!
  await owner.kill()
  try {
    process.kill(before, 'SIGKILL')
  } catch {
    // Its watchdog was faster.
  }
  await using folder = await openDataFolder(root)
  await using postgres = await startPostgres(folder)
  assert.notEqual(postgres.pid, before)
  assert.deepEqual(await query(postgres.url, 'SELECT note FROM notes'), [{ note: 'kept' }])
  const sockets = (await readdir(path.join(root, 'postgres'))).filter((name) => /^\.s\.PGSQL\.\d+$/.test(name))
  assert.equal(sockets.length, 1)
})

test('a pid file whose pid is now another program is no hindrance, and that program stays', async () => {
  const pidFile = path.join(root, 'postgres/postmaster.pid')
  await using folder = await openDataFolder(root)
  await writeFile(pidFile, `${process.ppid}\n${path.join(root, 'postgres')}\n0\n5432\n\n127.0.0.1\n\nready\n`)
  await using postgres = await startPostgres(folder)
  assert.equal(Number((await readFile(pidFile, 'utf8')).split('\n')[0]), postgres.pid)
  assert.ok(isAlive(process.ppid))
})

test('an orphan that still runs, because its watchdog was killed too, is stopped first', {
  skip: process.platform !== 'linux',
}, async () => {
  const owner = await startOwner(root, 'postgres')
  const orphan = owner.serverPid!
  const children = (await readFile(`/proc/${owner.pid}/task/${owner.pid}/children`, 'utf8')).trim().split(' ').map(Number)
  for (const watchdog of children.filter((pid) => pid !== orphan)) process.kill(watchdog, 'SIGKILL')
  await owner.kill()
  assert.ok(isAlive(orphan))

  await using folder = await openDataFolder(root)
  await using postgres = await startPostgres(folder)
  assert.equal(isAlive(orphan), false)
  assert.deepEqual(await query(postgres.url, 'SELECT note FROM notes'), [{ note: 'kept' }])
})

test('a server that dies is started again, at the same address', async () => {
  await using folder = await openDataFolder(root)
  await using postgres = await startPostgres(folder)
  const before = postgres.pid
  process.kill(before, 'SIGKILL')
  await until(() =>
    query(postgres.url, 'SELECT 1').then(
      () => true,
      () => false,
    ),
  )
  assert.notEqual(postgres.pid, before)
})

test('data of another major version is refused with advice', async () => {
  const versionFile = path.join(root, 'postgres/PG_VERSION')
  await using folder = await openDataFolder(root)
  const version = await readFile(versionFile, 'utf8')
  await writeFile(versionFile, '12\n')
  await assert.rejects(startPostgres(folder), { name: 'StartError', message: /is of PostgreSQL 12, and this is \d+\. Dump it/ })
  await writeFile(versionFile, version)
})

test('data that can not be started is refused with the reason that the server gave', async () => {
  const broken = path.join(path.dirname(root), 'broken')
  await using folder = await openDataFolder(broken)
  await mkdir(path.join(broken, 'postgres'))
  await writeFile(path.join(broken, 'postgres/PG_VERSION'), '18\n')
  await assert.rejects(startPostgres(folder), {
    name: 'StartError',
    message: /^The embedded PostgreSQL does not start \(.+\)\. See .*postgres\.log/,
  })
})
