// Plain JavaScript that the oldest supported Node runs: this is what installs the newer one.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Packages that are large and not needed by everyone have a package.json, a lock file and node_modules of their own. */
const OWN_NODE = path.join(ROOT, 'scripts/own-node')
const CLICKHOUSE_ENGINE = path.join(ROOT, 'schema/embedded/clickhouse-engine')

/** The platform runs TypeScript as it is, which an older Node can't. */
const OLDEST_NODE = [24, 4]

/** @param {string} version of Node, for example 24.4.1 */
export function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number)
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])
}

/** The Node that runs the platform: the machine's, or one that is installed because the machine's is too old. */
export const NODE = isNewEnough(process.versions.node)
  ? process.execPath
  : path.join(OWN_NODE, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node')

/**
 * Installs the dependencies where they are missing or not those of the lock files; ends the process where that fails.
 * @param {{ dev?: boolean }} [options] dev: those for development are needed too, and the ClickHouse engine
 */
export async function ensureInstalled({ dev = false } = {}) {
  const needed = [ROOT, ...(NODE === process.execPath ? [] : [OWN_NODE]), ...(dev ? [CLICKHOUSE_ENGINE] : [])]
  const missing = needed.filter((folder) => !isInstalled(folder, dev))
  if (missing.length > 0) console.log('Installing the dependencies. This happens once and takes a minute or less.')
  await Promise.all(missing.map((folder) => install(folder, dev)))
  if (!existsSync(NODE))
    fail(`The package "node" did not install its program. Allow install scripts in npm and run: npm rebuild node --prefix ${OWN_NODE}`)
}

async function install(folder, dev) {
  const child = npmInstall(folder, dev, 'inherit')
  try {
    const [status] = await once(child, 'close')
    if (status !== 0) fail('The dependencies could not be installed: see what npm says above.')
  } catch (error) {
    fail(`npm does not run (${error.message}). Install Node.js together with npm.`)
  }
}

/** Is the ClickHouse engine needed, and not here yet? A server, where one is configured, takes its place. */
export function lacksClickHouseEngine() {
  const file = existsSync('.env') ? readFileSync('.env', 'utf8') : ''
  const hasServer = /^\s*(export\s+)?CLICKHOUSE_(URL|URL_FILE|HOST)\s*=\s*\S/im.test(file) || SERVER.some((name) => process.env[name])
  return !hasServer && !isInstalled(CLICKHOUSE_ENGINE, false)
}

const SERVER = ['CLICKHOUSE_URL', 'CLICKHOUSE_URL_FILE', 'CLICKHOUSE_HOST']

/**
 * Installs the ClickHouse engine while the platform runs already: rows of the request log wait for it in memory.
 * @param {import('node:child_process').ChildProcess} platform ends the installation when it ends
 */
export function installClickHouseEngine(platform) {
  const child = npmInstall(CLICKHOUSE_ENGINE, false, ['ignore', 'ignore', 'pipe'])
  if (child.pid) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL)
  let said = ''
  child.stderr.on('data', (chunk) => (said += chunk))
  const failed = (reason) =>
    console.error(`The ClickHouse engine could not be installed, so requests are not logged. The next npm start tries again. ${reason}`)
  child.on('error', (error) => failed(error.message))
  child.on('close', (status) => {
    if (status === 0) console.log('The ClickHouse engine is installed: requests are logged, from the first one on.')
    else if (status !== null) failed(said)
  })
  platform.on('exit', () => child.kill())
}

/** Compares what each package should be with what npm noted when it installed, because a checkout changes times but not content. */
function isInstalled(folder, dev) {
  const noted = path.join(folder, 'node_modules/.package-lock.json')
  if (!existsSync(noted)) return false
  const installed = packagesOf(noted)
  return Object.entries(packagesOf(path.join(folder, 'package-lock.json'))).every(
    ([where, { version, resolved, optional, dev: forDev }]) => {
      // The root itself is not noted, and optional packages are for one platform each.
      if (where === '' || optional || (forDev && !dev)) return true
      // Where a package came from is noted only by some npm configurations.
      return installed[where]?.version === version && (resolved === undefined || installed[where].resolved === resolved)
    },
  )
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages
}

/** Not npm ci: it refuses a lock file that was written where some platform's optional packages could not be seen. */
function npmInstall(cwd, dev, stdio) {
  // --no-save leaves package-lock.json as it was checked out.
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', ...(dev ? [] : ['--omit=dev'])]
  return spawn('npm', args, { cwd, stdio, shell: process.platform === 'win32' })
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
