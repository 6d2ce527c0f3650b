import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { outputOf, request, testSandbox } from './fixture.ts'

// Installed packages: which executions see them, and that they are in memory when a function asks for them.

test('new packages are seen by new executions, old ones by those under way', async () => {
  const [first, second] = await Promise.all([packagesWith('greeting', 'text = "first"'), packagesWith('greeting', 'text = "second"')])
  const code =
    'import time\ndef handler(seconds, context):\n    print("up")\n    time.sleep(seconds)\n    import greeting\n    return [greeting.text, time.time() < 0]'
  {
    await using box = await testSandbox({ packagesDir: first })
    const up = Promise.withResolvers<void>()
    const old = box.run(request(code, { input: 1 }), { onLog: () => up.resolve() })
    await up.promise
    await box.usePackages(second)
    assert.equal((await outputOf(box, code, { input: 0 }))[0], 'second')
    const result = await old
    assert.deepEqual(result.status === 'completed' && result.output, ['first', false])
  }
  await Promise.all([first, second].map((dir) => rm(dir, { recursive: true })))
})

test('a package that functions keep importing is in memory before long', async () => {
  const dir = await packagesWith('heavy', 'import time, os\ntime.sleep(0.05)\nborn_in = os.getpid()')
  const code = 'import os\ndef handler(i, c):\n    import heavy\n    return heavy.born_in == os.getpid()'
  {
    await using box = await testSandbox({ packagesDir: dir })
    const deadline = Date.now() + 15_000
    let imported = true
    while (imported && Date.now() < deadline) imported = await outputOf(box, code)
    assert.equal(imported, false, 'it is still imported by every execution')
  }
  await rm(dir, { recursive: true })
})

test('packages that are learned together come into memory together', async () => {
  const dir = await packagesWith('heavy', '')
  {
    await using box = await testSandbox({ packagesDir: dir })
    // One execution more than it takes would start another zygote. The names are learned in their order.
    for (let n = 0; n < 3; n++) await outputOf(box, 'import colorsys, heavy\ndef handler(i, c):\n    return 1')
    const code = 'import sys\ndef handler(i, c):\n    return "heavy" in sys.modules'
    const deadline = Date.now() + 15_000
    while (!(await outputOf(box, code))) assert.ok(Date.now() < deadline, 'it is not in memory')
  }
  await rm(dir, { recursive: true })
})

test('a package that starts threads when imported is left out, not fatal', async () => {
  const dir = await packagesWith('threaded', 'import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()')
  {
    await using box = await testSandbox({ packagesDir: dir })
    for (let n = 0; n < 10; n++) assert.equal(await outputOf(box, 'import threaded\ndef handler(i, c):\n    return 1'), 1)
  }
  await rm(dir, { recursive: true })
})

test('numpy is fast once it is known, and draws anew in every execution', async (t) => {
  const found = await promisify(execFile)('python3', ['-c', 'import numpy']).then(
    () => true,
    () => false,
  )
  if (!found) return t.skip('numpy is not installed')
  await using box = await testSandbox({ preload: ['numpy'] })
  const code = 'import numpy\ndef handler(i, c):\n    return [float(numpy.random.rand()), int(numpy.arange(10).sum())]'
  const outputs: [number, number][] = []
  const times: number[] = []
  for (let n = 0; n < 20; n++) {
    const begun = performance.now()
    outputs.push(await outputOf(box, code))
    times.push(performance.now() - begun)
  }
  assert.equal(new Set(outputs.map(([drawn]) => drawn)).size, 20)
  assert.ok(times.sort((a, b) => a - b)[10]! < 50, `${times[10]} ms`)
})

async function packagesWith(name: string, code: string): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'sinas-packages-'))
  await mkdir(join(dir, name), { mode: 0o755 })
  await writeFile(join(dir, name, '__init__.py'), code)
  await promisify(execFile)('chmod', ['-R', 'a+rX', dir])
  return dir
}
