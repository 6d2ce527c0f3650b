import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

/** What makes a client in TypeScript of the OpenAPI documents. It prints types by the compiler's old API, which ours has no more. */
const PACKAGES = ['openapi-typescript@7.13.0', 'openapi-fetch@0.17.0', 'typescript@5.9.3']
const INSTALL_TIMEOUT_MS = 150_000

/**
 * Installs them into a folder that is kept for the next time: 45 MB that only this needs.
 * @returns its node_modules
 * @throws where no registry can be reached
 */
export async function clientTools(): Promise<string> {
  const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'sinas-tools')
  const home = path.join(cache, `clients-${createHash('sha256').update(PACKAGES.join()).digest('hex').slice(0, 12)}`)
  const isComplete = path.join(home, 'complete')
  if (existsSync(isComplete)) return path.join(home, 'node_modules')
  await rm(home, { recursive: true, force: true })
  await mkdir(home, { recursive: true })
  await writeFile(path.join(home, 'package.json'), '{"private": true}\n')
  await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund', '--save-exact', ...PACKAGES], {
    cwd: home,
    timeout: INSTALL_TIMEOUT_MS,
    shell: process.platform === 'win32',
  })
  await writeFile(isComplete, '')
  return path.join(home, 'node_modules')
}
