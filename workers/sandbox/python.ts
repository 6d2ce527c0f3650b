import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const CANDIDATES = ['python3', '/usr/bin/python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', '/usr/local/bin/python3']
const PROBE = 'import os, sys; print(os.path.realpath(sys.executable)); print("%d.%d.%d" % sys.version_info[:3])'

export interface Python {
  /** The real binary, behind any shim. */
  executable: string
  version: string
}

/** The Python to run functions with: `wanted`, or the first on PATH that is 3.10 or later. @throws Error that lists what was tried */
export async function findPython(wanted?: string): Promise<Python> {
  const tried: string[] = []
  for (const command of wanted ? [wanted] : CANDIDATES) {
    const found = await probe(command).catch((error: Error) => error)
    if (found instanceof Error) tried.push(`${command}: ${found.message.split('\n')[0]}`)
    else if (isRecent(found.version)) return found
    else tried.push(`${command}: ${found.version} is older than 3.10`)
  }
  throw new Error(`no Python of 3.10 or later (${tried.join('; ')})`)
}

async function probe(command: string): Promise<Python> {
  const { stdout } = await promisify(execFile)(command, ['-I', '-c', PROBE], { timeout: 20_000 })
  const [executable, version] = stdout.trim().split('\n')
  if (!executable || !version) throw new Error('the Python program did not print its path and version')
  return { executable, version }
}

function isRecent(version: string): boolean {
  const [major, minor] = version.split('.').map(Number)
  return major === 3 && minor! >= 10
}
