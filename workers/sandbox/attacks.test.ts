import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { testAttacks, testFloodOfDescriptors } from './attacks.testing.ts'
import { outputOf, request, sharedSandbox } from './sandbox.testing.ts'

const boxes = { on: sharedSandbox(after), off: sharedSandbox(after, { network: false }) }

testAttacks(boxes)
testFloodOfDescriptors(boxes.on)

test('other executions cannot be seen or touched while they run', async () => {
  const box = await boxes.on()
  const started = Promise.withResolvers<void>()
  const cancel = new AbortController()
  const victim = box.run(
    request('import time\ndef handler(i, c):\n    open("/tmp/secret", "w").write("x")\n    print("there")\n    time.sleep(60)', {
      timeoutMs: 60_000,
    }),
    { signal: cancel.signal, onLog: () => started.resolve() },
  )
  await started.promise
  const look = `
import os
def handler(i, c):
    found = os.listdir("/tmp")
    for depth in ("..", "../..", "../../..", "/.slots", "/tmp/.."):
        try:
            found += os.listdir(depth)
        except OSError:
            continue
    return found`
  assert.deepEqual(await outputOf(box, look), [])
  cancel.abort()
  assert.equal((await victim).status, 'cancelled')
})

test('what runs at level 3 has no /proc entry named by a function, and the server sees it as another user', {
  skip: process.getuid?.() !== 0,
}, async () => {
  const box = await boxes.on()
  const started = Promise.withResolvers<void>()
  const cancel = new AbortController()
  const run = box.run(request('import time\ndef handler(i, c):\n    print("up")\n    time.sleep(60)'), {
    signal: cancel.signal,
    onLog: () => started.resolve(),
  })
  await started.promise
  const uids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => statusOf(pid))
    .filter((status) => status.includes(`PPid:\t${box.stats().workers[0]!.pid}\n`))
    .map((status) => Number(/Uid:\t(\d+)/.exec(status)![1]))
  assert.ok(uids.length > 0 && uids.every((uid) => uid >= 64_000), JSON.stringify(uids))
  cancel.abort()
  await run
})

function statusOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8')
  } catch {
    return '' // it ended meanwhile
  }
}
