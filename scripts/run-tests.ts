// Runs the test files, two at a time, each in a process of its own, and ends with a line that counts.
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

let summary = 'No test ran'
const took: { file: string; seconds: number }[] = []
process.exitCode = 1
run({ cwd: root, files, concurrency: 2, timeout: TIMEOUT_MS, signal: stopping.signal })
  .on('test:summary', ({ file, success, counts, duration_ms }) => {
    // Each file has a summary too.
    if (file !== undefined) return void took.push({ file: path.relative(root, file), seconds: Math.round(duration_ms / 1000) })
    const failed = counts.tests - counts.passed - counts.skipped - counts.todo
    summary = `${counts.passed} passed, ${failed} failed, ${counts.skipped} skipped`
    if (success && counts.tests > 0) process.exitCode = 0
  })
  .compose(spec)
  .on('end', () => {
    took.sort((a, b) => b.seconds - a.seconds)
    console.log('The files that took longest:')
    for (const { file, seconds } of took.slice(0, SLOWEST)) console.log(`${seconds} s`.padStart(8), file)
    console.log(summary)
  })
  .pipe(process.stdout)
