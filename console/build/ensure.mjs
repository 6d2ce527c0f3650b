// Plain JavaScript that the oldest supported Node runs, like scripts/install.mjs: it is asked at each `npm start`.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const FOLDER = fileURLToPath(new URL('../', import.meta.url))
const LOCK_FILE = path.join(FOLDER, '../package-lock.json')
/** What of the platform is in the console as well: the grammars of permissions and of cron, so that both read one the same. */
const SHARED = ['permissions.ts', 'bounded/cron.ts'].map((file) => path.join(FOLDER, '../schema', file))

/** What no browser loads. */
const IS_LEFT_OUT = /^(dist|dist-\d+(-before)?|pictures|testing|README\.md)$|\.test\.ts$|\.testing\.ts$|\.pictures\.ts$/

/**
 * Builds the console where it was not, or where its sources or the lock file have changed since.
 * @param {string} node the program that builds it
 * @returns whether it is built
 */
export function ensureConsole(node) {
  const fingerprint = fingerprintOf(FOLDER)
  const built = path.join(FOLDER, 'dist/fingerprint')
  if (existsSync(built) && readFileSync(built, 'utf8') === fingerprint) return true
  const begun = Date.now()
  process.stdout.write('Building the console, which takes a few seconds...')
  const { status } = spawnSync(node, ['--disable-warning=ExperimentalWarning', path.join(FOLDER, 'build/build.ts'), fingerprint], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  console.log(status === 0 ? ` ${((Date.now() - begun) / 1000).toFixed(1)} s` : ' it failed.')
  if (status !== 0) console.error('The console could not be built: see above. Everything else works without it.')
  return status === 0
}

function fingerprintOf(folder) {
  const hash = createHash('sha256').update(readFileSync(LOCK_FILE))
  for (const file of SHARED) if (existsSync(file)) hash.update(readFileSync(file))
  for (const file of filesIn(folder)) hash.update(path.relative(folder, file)).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !IS_LEFT_OUT.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesIn(path.join(folder, entry.name)) : [path.join(folder, entry.name)]))
}

// In the container image, which has the Node that it runs on.
if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = ensureConsole(process.execPath) ? 0 : 1
