import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { release } from 'node:os'
import { test } from 'node:test'
import { until } from '../../schema/testing/until.ts'
import { outputOf, testSandbox, tree } from './sandbox.testing.ts'

// What a spare has copied of its zygote's memory, it has before an execution waits for it.

/** Pages that a process that does what the zygote's scout did may still have to copy. Without a footprint they are 200 to 320. */
const MOST_FAULTS = 140
const CODE = 'import resource\ndef handler(i, c):\n    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt'

test('an execution finds the memory that it writes to copied', { skip: !isKernelNew() }, async () => {
  await using box = await testSandbox({ spares: 1 })
  for (let n = 0; n < 4; n++) await outputOf(box, CODE) // its code is compiled by then
  const faults = await spareFaults(box.stats().workers[0]!.pid!)
  const after = await outputOf(box, CODE)
  assert.ok(after > faults, 'the spare that was looked at is the one that ran')
  assert.ok(after - faults < MOST_FAULTS, `${after - faults} pages were copied while a caller waited`)
})

/** One call copies many ranges of one's own memory since 6.13. */
function isKernelNew(): boolean {
  const [major, minor] = release().split('.').map(Number)
  return process.platform === 'linux' && (major! > 6 || (major === 6 && minor! >= 13))
}

/** Waits until the only spare is ready. @returns its page faults so far */
async function spareFaults(outer: number): Promise<number> {
  let before = ''
  return await until(() => {
    const youngest = Math.max(...tree([outer]))
    const [, state, faults] = statOf(youngest)
    const now = `${youngest} ${faults}`
    const isIdle = state === 'S' && now === before
    before = now
    return isIdle && Number(faults)
  }, 'a spare that waits')
}

/** Nothing where it has just ended. */
function statOf(pid: number): string[] {
  try {
    return /\) (\w)(?: \S+){6} (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
  } catch {
    return []
  }
}
