import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { until } from '../../schema/testing/until.ts'
import { HOLD, isAlive, outputOf, request, testSandbox, tree } from './sandbox.testing.ts'
import type { RunResult } from './types.ts'

// Death and what comes after it: of executions, zygotes and the server.

test('a zygote killed in mid-run fails what had started, repeats what had not, and is replaced', async () => {
  await using box = await testSandbox({ concurrency: 8 })
  const started: string[] = []
  const up = Promise.withResolvers<void>()
  const run = () => {
    const one = request(HOLD, { input: 30 })
    return box.run(one, {
      onStarted: () => {
        started.push(one.executionId)
        if (started.length === 3) up.resolve()
      },
    })
  }
  const running = [run(), run(), run()]
  await up.promise
  const pid = box.stats().workers[0]!.pid!
  process.kill(pid, 'SIGKILL')
  const ended = await Promise.all(running)
  assert.deepEqual(
    ended.map((result) => result.status === 'failed' && result.reason),
    ['lost', 'lost', 'lost'],
  )
  assert.equal(await outputOf(box, 'def handler(i, c):\n    return "again"'), 'again')
  assert.notEqual(box.stats().workers[0]!.pid, pid)
})

test('a zygote killed while another is on its way to replace it is replaced once', { skip: process.platform !== 'linux' }, async () => {
  await using box = await testSandbox({ executionsPerZygote: 4 })
  const before = zygotes()
  // The canary's was the first; the next zygote starts with the fourth.
  for (let n = 0; n < 3; n++) await outputOf(box, 'def handler(i, c):\n    return 1')
  const { pid } = box.stats().workers[0]!
  process.kill(pid!, 'SIGKILL')
  // It takes what comes until its death is known, and what has begun is lost with it: that is no part of this test.
  await until(() => box.stats().workers[0]!.pid !== pid)
  assert.equal(await outputOf(box, 'def handler(i, c):\n    return "again"'), 'again')
  let same = 0
  for (const deadline = Date.now() + 20_000; same < 20 && Date.now() < deadline; await sleep(50)) same = zygotes() === before ? same + 1 : 0
  assert.equal(zygotes(), before)
})

test('under fire every execution ends exactly once, completed or with a reason', async () => {
  await using box = await testSandbox({ threads: 2, maxQueued: 1000 })
  const counts = new Map<string, number>()
  const runs: Promise<RunResult>[] = []
  const killer = setInterval(() => {
    const [victim] = box
      .stats()
      .workers.filter(({ pid }) => pid)
      .sort(() => Math.random() - 0.5)
    if (victim?.pid && isAlive(victim.pid)) process.kill(victim.pid, 'SIGKILL')
  }, 400)
  for (let n = 0; n < 300; n++) {
    const one = request('def handler(n, c):\n    return n', { input: n })
    runs.push(box.run(one, { onStarted: () => counts.set(one.executionId, (counts.get(one.executionId) ?? 0) + 1) }))
    if (n % 20 === 0) await runs.at(-1)!.catch(() => {})
  }
  const results = await Promise.all(runs)
  clearInterval(killer)
  results.forEach((result, n) => {
    if (result.status === 'completed') assert.equal(result.output, n)
    else assert.equal(result.status === 'failed' && result.reason, 'lost')
  })
  assert.ok([...counts.values()].every((count) => count === 1))
  assert.ok(results.filter(({ status }) => status === 'completed').length > 200)
})

test('closing kills what runs and leaves no process, descriptor or file behind', async () => {
  const before = { fds: descriptors(), folders: temporaryFolders() }
  const box = await testSandbox({ threads: 2 })
  const up = Promise.withResolvers<void>()
  const running = box.run(request(HOLD, { input: 60, timeoutMs: 60_000 }), { onLog: () => up.resolve() })
  const paused = request('def handler(i, c):\n    input("?")')
  await box.run(paused)
  await up.promise
  const processes = tree(box.stats().workers.map(({ pid }) => pid!))
  assert.ok(processes.length > 4, `${processes.length} processes`)
  await box.close()
  assert.equal((await running).status, 'cancelled')
  assert.deepEqual(processes.filter(isAlive), [])
  assert.deepEqual(
    temporaryFolders().filter((each) => !before.folders.includes(each)),
    [],
  )
  assert.deepEqual(
    descriptors().filter((each) => /socket|pipe/.test(each)).length <= before.fds.filter((each) => /socket|pipe/.test(each)).length + 2,
    true,
  )
  await assert.rejects(box.run(request('x')), { code: 'UNAVAILABLE' })
})

test('when the server is killed, everything below it goes, and the next one cleans up', {
  skip: process.platform !== 'linux',
}, async (t) => {
  const script = `
import { openSandbox } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))}
const log = { info() {}, warn() {}, error: console.error }
const box = await openSandbox({ threads: 1, minLevel: 0, memoryMb: 128, storageMb: 16, network: false, allowedHosts: [], apiUrl: 'http://127.0.0.1:1', maxQueued: 5, log })
console.log(box.stats().workers[0].pid)
setInterval(() => {}, 1000)`
  // Its own, where no sandbox of another test cleans up.
  const folder = mkdtempSync(join(tmpdir(), 'sinas-recovery-'))
  chmodSync(folder, 0o755)
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  t.after(() => {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
    rmSync(folder, { recursive: true, force: true })
  })
  const server = execFile(process.execPath, ['--input-type=module-typescript', '-e', script])
  const pid = await new Promise<number>((resolve) => server.stdout!.once('data', (text) => resolve(Number(text))))
  const processes = tree([pid])
  assert.ok(processes.length > 2)
  server.kill('SIGKILL')
  await until(() => !processes.some(isAlive), 'the processes to be gone', 5)
  assert.ok(temporaryFolders(server.pid).length > 0)
  await (await testSandbox()).close()
  assert.ok(temporaryFolders(server.pid).length === 0)
})

/** Python processes that this one has started. */
function zygotes(): number {
  const rows = execFileSync('ps', ['--ppid', String(process.pid), '-o', 'comm='], { encoding: 'utf8' })
  return rows.split('\n').filter((name) => name.includes('python')).length
}

function descriptors(): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`)
    } catch {
      return [] // the listing's own
    }
  })
}

/** Of this process, or of another. */
function temporaryFolders(pid = process.pid): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('sinas-sandbox-') && name.includes(`-${pid}-`))
}
