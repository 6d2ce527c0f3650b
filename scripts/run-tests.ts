// Runs the test files, two at a time, each in a process of its own, and ends with a line that counts.
import { once } from 'node:events'
import { globSync } from 'node:fs'
import path from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'

/** A test or a file that takes longer hangs, or leaks something that keeps its process alive. */
const TIMEOUT_MS = 300_000
/** The whole run ends after this time, and says what came of it: continuous integration would stop it without a word. */
const RUN_TIMEOUT_MS = 70 * 60_000
/** How long files have to end that are told to. */
const GRACE_MS = 15_000

const root = path.join(import.meta.dirname, '..')
const prefixes = process.argv.slice(2)
// What sdks/js tests is run by sdks.test.ts, against a server that it starts.
const files = globSync('**/*.test.ts', { cwd: root, exclude: ['**/node_modules', 'sdks/js'] })
  .filter((file) => prefixes.length === 0 || prefixes.some((prefix) => file.startsWith(prefix)))
  .sort()
  .map((file) => path.join(root, file))

const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stopping.abort())
// npm was killed: the tests must not outlive it.
process.once('disconnect', () => stopping.abort())
process.channel?.unref()
setTimeout(() => {
  console.log(`The tests took longer than ${RUN_TIMEOUT_MS / 60_000} minutes and are stopped.`)
  stopping.abort()
  setTimeout(() => {
    console.log(summary)
    process.exit(1)
  }, GRACE_MS).unref()
}, RUN_TIMEOUT_MS).unref()

/** How many of the files that took longest are named at the end. */
const SLOWEST = 15
/** So many files that failed are run once more, alone: more of them are no coincidence. */
const MOST_RUN_AGAIN = 5

interface Counts {
  tests: number
  passed: number
  skipped: number
  todo: number
}

let summary = 'No test ran'
const took: { file: string; seconds: number }[] = []

/** @returns what each file that told its end came to, by its path */
async function runFiles(paths: string[], concurrency: number): Promise<Map<string, { success: boolean; counts: Counts }>> {
  const results = new Map<string, { success: boolean; counts: Counts }>()
  const events = run({ cwd: root, files: paths, concurrency, timeout: TIMEOUT_MS, signal: stopping.signal }).on(
    'test:summary',
    ({ file, success, counts, duration_ms }) => {
      if (file === undefined) return
      results.set(file, { success, counts })
      took.push({ file: path.relative(root, file), seconds: Math.round(duration_ms / 1000) })
    },
  )
  const printed = events.compose(spec)
  printed.pipe(process.stdout, { end: false })
  await once(printed, 'end')
  return results
}

function sumUp(paths: string[], results: ReadonlyMap<string, { success: boolean; counts: Counts }>): boolean {
  const sum = (of: (counts: Counts) => number) => [...results.values()].reduce((total, { counts }) => total + of(counts), 0)
  // A file that told no end crashed, or was stopped: it counts as one that failed.
  const failed =
    sum(({ tests, passed, skipped, todo }) => tests - passed - skipped - todo) + paths.filter((file) => !results.has(file)).length
  summary = `${sum(({ passed }) => passed)} passed, ${failed} failed, ${sum(({ skipped }) => skipped)} skipped`
  return paths.length > 0 && paths.every((file) => results.get(file)?.success)
}

process.exitCode = 1
const results = await runFiles(files, 2)
const failed = files.filter((file) => !results.get(file)?.success)
let succeeded = sumUp(files, results)
if (failed.length > 0 && failed.length <= MOST_RUN_AGAIN && failed.length < files.length && !stopping.signal.aborted) {
  const names = failed.map((file) => path.relative(root, file)).join(', ')
  console.log(`These failed, and are run once more, alone: ${names}`)
  for (const file of failed) results.delete(file)
  for (const [file, result] of await runFiles(failed, 1)) results.set(file, result)
  succeeded = sumUp(files, results)
  if (succeeded) console.log(`These failed at first and passed alone, so they depend on what runs beside them. Read why: ${names}`)
}
took.sort((a, b) => b.seconds - a.seconds)
console.log('The files that took longest:')
for (const { file, seconds } of took.slice(0, SLOWEST)) console.log(`${seconds} s`.padStart(8), file)
console.log(summary)
if (succeeded) process.exitCode = 0
