import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chmod } from 'node:fs/promises'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { until } from '../../schema/testing/until.ts'
import { type PackageStore, packageStore, warmUp } from './packages.testing.ts'
import { failureOf, isAlive, outputOf, request, testSandbox } from './sandbox.testing.ts'

// Installed packages: which executions see them, and that they are in memory when a function asks for them.

let store: PackageStore
before(async () => {
  store = await packageStore()
})
after(() => store[Symbol.asyncDispose]())

const SYSTEM_PYTHON = '/usr/bin/python3'
const open = (options = {}) => testSandbox({ packagesDir: store.dir, ...options })

test('an execution sees the packages that its request names, and no others', async () => {
  const [first, second] = [await store.put({ greeting: 'text = "first"' }), await store.put({ greeting: 'text = "second"', other: '' })]
  await using box = await open()
  const code = 'def handler(i, c):\n    import greeting\n    return greeting.text'
  assert.equal(await outputOf(box, code, { packages: [first] }), 'first')
  assert.equal(await outputOf(box, code, { packages: [second] }), 'second')
  assert.equal(await outputOf(box, code, { packages: [first, second] }), 'first')
  assert.equal(
    await outputOf(box, 'import other\ndef handler(i, c):\n    return other.__file__', { packages: [first, second] }),
    '/packages/1/other/__init__.py',
  )
  assert.match((await failureOf(box, code)).error.message, /No module named 'greeting'/)
  assert.match(
    (await failureOf(box, 'import other\ndef handler(i, c): pass', { packages: [first] })).error.message,
    /No module named 'other'/,
  )
})

test('a package that is called `sinas` comes before the platform’s module', async () => {
  const own = await store.put({ sinas: 'text = "a package"' })
  await using box = await open()
  const code = 'def handler(i, c):\n    import sinas\n    return getattr(sinas, "text", "the platform")'
  assert.equal(await outputOf(box, code, { packages: [own] }), 'a package')
  assert.equal(await outputOf(box, code), 'the platform')
})

test('packages that are not there are said to be missing, before anything has begun', async () => {
  await using box = await open()
  for (const packages of [['0'.repeat(32)], ['../../etc'], ['0'.repeat(32), '1'.repeat(32), '2'.repeat(32)]]) {
    await assert.rejects(box.run(request('def handler(i, c): pass', { packages })), {
      code: 'UNAVAILABLE',
      message: /no folder of packages/,
    })
  }
  const closed = await store.put({ closed: '' })
  await chmod(path.join(store.dir, closed), 0)
  if (process.getuid?.() === 0)
    assert.equal((await failureOf(box, 'def handler(i, c):\n    return 1', { packages: [closed] })).reason, 'packages')
  assert.equal(await outputOf(box, 'def handler(i, c):\n    return 1'), 1)
})

test('a package takes no place of the standard library', async () => {
  const set = await store.put({ json: 'taken = True', statistics: 'taken = True' })
  await using box = await open()
  const code = 'import json, statistics\ndef handler(i, c):\n    return [hasattr(json, "taken"), hasattr(statistics, "taken")]'
  for (let n = 0; n < 6; n++) assert.deepEqual(await outputOf(box, code, { packages: [set] }), [false, false])
})

test('a package that functions keep importing is in memory before long', async () => {
  const set = await store.put({ heavy: 'import os, time\ntime.sleep(0.05)\nborn_in = os.getpid()' })
  await using box = await open()
  await warmUp(box, [set], 'heavy')
  assert.equal(
    await outputOf(box, 'import os, heavy\ndef handler(i, c):\n    return heavy.born_in == os.getpid()', { packages: [set] }),
    false,
  )
  assert.equal(box.stats().packageZygotes, 1)
})

test('packages that are learned together come into memory together', async () => {
  const set = await store.put({ heavy: '', weighty: '' })
  await using box = await open()
  await warmUp(box, [set], 'heavy, weighty'.split(', ')[0]!)
  for (let n = 0; n < 3; n++) await outputOf(box, 'import weighty, heavy\ndef handler(i, c):\n    return 1', { packages: [set] })
  await warmUp(box, [set], 'weighty')
  assert.equal(await outputOf(box, 'import sys\ndef handler(i, c):\n    return "heavy" in sys.modules', { packages: [set] }), true)
})

test('what one execution does to a package in memory, the next does not see', async () => {
  const set = await store.put({ shared: 'seen = []' })
  await using box = await open()
  await warmUp(box, [set], 'shared')
  const code =
    'import os, shared\ndef handler(i, c):\n    shared.seen.append(1)\n    open(f"{os.environ[\'TMPDIR\']}/x", "w").write("x")\n    return [shared.seen, os.listdir(os.environ["TMPDIR"])]'
  const outputs = await Promise.all(Array.from({ length: 20 }, () => outputOf(box, code, { packages: [set] })))
  for (const output of outputs) assert.deepEqual(output, [[1], ['x']])
})

test('executions of a warm set draw their own random numbers, make threads, signal themselves, and are limited as all others are', async () => {
  const set = await store.put({ lively: '' })
  await using box = await open()
  await warmUp(box, [set], 'lively')
  const run = (code: string, more = {}) => box.run(request(`import lively\n${code}`, { packages: [set], ...more }))
  const draw = 'import random\ndef handler(i, c):\n    return random.random()'
  const drawn = await Promise.all([1, 2, 3, 4].map(() => outputOf(box, `import lively\n${draw}`, { packages: [set] })))
  assert.equal(new Set(drawn).size, 4)
  const threads =
    'from concurrent.futures import ThreadPoolExecutor\ndef handler(i, c):\n    with ThreadPoolExecutor(3) as pool:\n        return sum(pool.map(abs, range(100)))'
  assert.equal(await outputOf(box, `import lively\n${threads}`, { packages: [set] }), 4950)
  const crash = await run('import os\ndef handler(i, c):\n    os.write(1, b"last words")\n    os.abort()')
  assert.ok(crash.status === 'failed' && crash.reason === 'crash', JSON.stringify(crash))
  assert.match(crash.error.message, /abort\(\)/)
  assert.deepEqual(
    crash.logs.map(({ text }) => text),
    ['last words'],
  )
  const endless = await run('def handler(i, c):\n    while True: pass', { timeoutMs: 300 })
  assert.ok(endless.status === 'failed' && endless.reason === 'timeout' && endless.cpuMs > 10, JSON.stringify(endless))
  const greedy = await run('def handler(i, c):\n    return len(bytes(400 << 20))')
  assert.ok(greedy.status === 'failed' && greedy.reason === 'memory', JSON.stringify(greedy))
  assert.equal((await run('def handler(i, c):\n    return len(bytes(200 << 20))')).status, 'completed')
})

test('more executions at a time than a warm set has places for are served all the same', async () => {
  const set = await store.put({ busy: 'import os\nborn_in = os.getpid()' })
  await using box = await open({ concurrency: 4, spares: 1, threads: 1 })
  await warmUp(box, [set], 'busy')
  const code = 'import time, busy\ndef handler(n, c):\n    time.sleep(0.1)\n    return n'
  const outputs = await Promise.all(
    Array.from({ length: 24 }, (_, n) => outputOf(box, code, { packages: [set], input: n, user: String(n) })),
  )
  assert.deepEqual(outputs, [...outputs.keys()])
})

test('as many sets as may are in memory, and what is not used makes room', async () => {
  const sets = await Promise.all(['one', 'two', 'three'].map(async (name) => [name, await store.put({ [name]: '' })] as const))
  await using box = await open({ warmSets: 2 })
  for (const [name, set] of sets.slice(0, 2)) await warmUp(box, [set], name)
  assert.equal(box.stats().packageZygotes, 2)
  const [name, set] = sets[2]!
  const imports = `import sys\nknown = "${name}" in sys.modules\nimport ${name}\ndef handler(i, c):\n    return known`
  for (let n = 0; n < 5; n++) assert.equal(await outputOf(box, imports, { packages: [set] }), false)
  assert.equal(box.stats().packageZygotes, 2)
})

test('a set whose process is killed is served on, and comes back', async () => {
  const set = await store.put({ mortal: 'import os\nparent = os.getpid()' })
  await using box = await open({ maxLevel: 2, python: SYSTEM_PYTHON }) // without a pid namespace its pid is ours to kill
  await warmUp(box, [set], 'mortal')
  const parent = await outputOf(box, 'import mortal\ndef handler(i, c):\n    return mortal.parent', { packages: [set] })
  const running = box.run(request('import time, mortal\ndef handler(i, c):\n    time.sleep(1)\n    return "ended"', { packages: [set] }))
  await until(() => box.stats().running > 0)
  assert.ok(isAlive(parent))
  process.kill(parent, 'SIGKILL')
  const result = await running
  assert.equal(result.status === 'completed' && result.output, 'ended')
  await warmUp(box, [set], 'mortal')
})

test('a zygote that is replaced has its sets in memory again', async () => {
  const set = await store.put({ lasting: '' })
  await using box = await open({ executionsPerZygote: 20 })
  const pids = new Set<number>()
  while (pids.size < 3) {
    await warmUp(box, [set], 'lasting')
    await outputOf(box, 'def handler(i, c):\n    return 1')
    pids.add(box.stats().workers[0]!.pid!)
  }
})

test('a package that starts threads when imported is left to executions, not fatal', async () => {
  const set = await store.put({ threaded: 'import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()' })
  await using box = await open()
  for (let n = 0; n < 10; n++)
    assert.equal(await outputOf(box, 'import threaded\ndef handler(i, c):\n    return 1', { packages: [set] }), 1)
})

test('numpy is fast once it is known, and draws anew in every execution', async (t) => {
  await using numpy = await packageStore()
  const set = 'a'.repeat(32)
  const pip = [
    '-I',
    '-m',
    'pip',
    'install',
    '--quiet',
    '--only-binary',
    ':all:',
    '--target',
    path.join(numpy.dir, set),
    '--retries',
    '0',
    'numpy',
  ]
  const found = await promisify(execFile)('python3', pip, { timeout: 120_000 }).then(
    () => true,
    () => false,
  )
  if (!found) return t.skip('there is no index to install numpy from')
  await promisify(execFile)('chmod', ['-R', 'a+rX', numpy.dir])
  await using box = await testSandbox({ packagesDir: numpy.dir })
  await warmUp(box, [set], 'numpy')
  const code = 'import numpy\ndef handler(i, c):\n    return [float(numpy.random.rand()), int(numpy.arange(10).sum())]'
  const outputs: [number, number][] = []
  const times: number[] = []
  for (let n = 0; n < 20; n++) {
    const begun = performance.now()
    outputs.push(await outputOf(box, code, { packages: [set] }))
    times.push(performance.now() - begun)
  }
  assert.equal(new Set(outputs.map(([drawn]) => drawn)).size, 20)
  assert.ok(Math.min(...times) < 50, `${Math.min(...times)} ms`) // an import takes longer, and a busy machine longer still
})
