import { execFile, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

/** Those of the sandbox, those of the SDK, which its pyproject.toml names as well, and what makes a client of the OpenAPI documents. */
const PACKAGES = ['httpx', 'mypy==2.4.1', 'ruff==0.17.6', 'build==1.6.1', 'hatchling', 'openapi-python-client==0.29.1']
const INSTALL_TIMEOUT_MS = 150_000

const USABLE = 'import sys, venv, ensurepip; assert sys.version_info >= (3, 11)'

/** Why the tools can't be had here. */
export const noPython = spawnSync('python3', ['-c', USABLE], { stdio: 'ignore' }).status !== 0 && 'no Python 3.11'

/**
 * Installs what checks Python and makes clients, into a virtual environment that is kept for the next time.
 * @returns its folder of programs
 * @throws where no package index can be reached
 */
export async function pythonTools(): Promise<string> {
  const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'sinas-tools')
  const home = path.join(cache, `python-${createHash('sha256').update(PACKAGES.join()).digest('hex').slice(0, 12)}`)
  const bin = path.join(home, 'bin')
  const isComplete = path.join(home, 'complete')
  if (existsSync(isComplete)) return bin
  const run = promisify(execFile)
  await rm(home, { recursive: true, force: true })
  await mkdir(cache, { recursive: true })
  await run('python3', ['-m', 'venv', home])
  await run(path.join(bin, 'pip'), ['install', '--quiet', ...PACKAGES], { timeout: INSTALL_TIMEOUT_MS })
  await writeFile(isComplete, '')
  return bin
}
