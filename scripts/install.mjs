// Plain JavaScript that the oldest supported Node runs: this is what installs the newer one.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** The Node that the dependencies bring, whatever version the machine has. */
export const NODE = path.join(ROOT, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node')

/**
 * Installs the dependencies where they are missing or not those of package-lock.json; ends the process where that fails.
 * @param {{ dev?: boolean }} [options] dev: those for development are needed too
 */
export function ensureInstalled({ dev = false } = {}) {
  if (!isInstalled(dev)) {
    console.log('Installing the dependencies. This happens once and takes a minute or two.')
    // Not npm ci: it refuses a lock file that was written where some platform's optional packages could not be seen.
    if (!npmInstall(dev)) fail('The dependencies could not be installed: see what npm says above.')
  }
  if (!existsSync(NODE)) fail('The package "node" did not install its program. Allow install scripts in npm and run: npm rebuild node')
}

/** Compares what each package should be with what npm noted when it installed, because a checkout changes times but not content. */
function isInstalled(dev) {
  const noted = path.join(ROOT, 'node_modules/.package-lock.json')
  if (!existsSync(noted)) return false
  const installed = packagesOf(noted)
  return Object.entries(packagesOf(path.join(ROOT, 'package-lock.json'))).every(([where, { version, resolved, optional, dev: forDev }]) => {
    // The root itself is not noted, and optional packages are for one platform each.
    if (where === '' || optional || (forDev && !dev)) return true
    // Where a package came from is noted only by some npm configurations.
    return installed[where]?.version === version && (resolved === undefined || installed[where].resolved === resolved)
  })
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages
}

function npmInstall(dev) {
  // --no-save leaves package-lock.json as it was checked out.
  const args = ['install', '--no-save', '--loglevel=error', ...(dev ? [] : ['--omit=dev'])]
  const { error, status } = spawnSync('npm', args, { cwd: ROOT, stdio: 'inherit', shell: process.platform === 'win32' })
  if (error) fail(`npm does not run (${error.message}). Install Node.js together with npm.`)
  return status === 0
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
