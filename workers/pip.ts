import { spawn } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { SinasError } from '../schema/errors.ts'
import { findPython } from './sandbox/python.ts'

const TIMEOUT_MS = 10 * 60_000
const MAX_ERROR = 2_000

/**
 * Installs requirements and what they need into a folder.
 * Wheels only: a source distribution would run its own code here, on the server, outside of any sandbox, to be built.
 * @param python as configured for the sandbox, so that both mean the same
 * @param onLine told each line that pip prints
 * @throws SinasError BAD_REQUEST with pip's own error, UNAVAILABLE where there is no pip
 */
export async function pipInstall(
  python: string | undefined,
  folder: string,
  requirements: string[],
  onLine: (line: string) => void,
): Promise<void> {
  if (requirements.length === 0) return
  const { executable } = await findPython(python)
  const options = ['--target', folder, '--only-binary', ':all:', '--no-input', '--disable-pip-version-check', '--progress-bar', 'off']
  const lines: string[] = []
  const code = await run(executable, ['-I', '-m', 'pip', 'install', ...options, '--', ...requirements], folder, (line) => {
    lines.push(line)
    onLine(line)
  })
  if (code === 0) return
  if (lines.some((line) => /No module named '?pip/.test(line))) {
    throw new SinasError('UNAVAILABLE', {
      what: 'Package installation',
      reason: `${executable} has no pip: install it, or set FUNCTION_PYTHON`,
    })
  }
  const errors = lines.filter((line) => line.startsWith('ERROR:'))
  const reason = (errors.length > 0 ? errors : lines.slice(-5)).join('\n').slice(0, MAX_ERROR)
  throw new SinasError('BAD_REQUEST', { reason: `pip could not install ${requirements.join(' ')} (wheels only): ${reason}` })
}

/** `Foo_Bar` and `foo.bar` are one package: what indexes call its normal name. */
export const normalName = (name: string) => name.toLowerCase().replace(/[-_.]+/g, '-')

/** Versions of what is installed in a folder, by normal name: each package leaves a `name-version.dist-info`. */
export async function installedVersions(folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const entry of await readdir(folder)) {
    const [, name, version] = /^(.+?)-([^-]+)\.dist-info$/.exec(entry) ?? []
    if (name && version) found.set(normalName(name), version)
  }
  return found
}

async function run(command: string, args: string[], cwd: string, onLine: (line: string) => void): Promise<number | null> {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], timeout: TIMEOUT_MS, killSignal: 'SIGKILL' })
  for (const stream of [child.stdout, child.stderr]) createInterface(stream).on('line', onLine)
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new SinasError('UNAVAILABLE', { what: 'Package installation', reason: error.message }, error)))
    child.once('close', (code, signal) => {
      if (signal === 'SIGKILL') onLine(`ERROR: pip was stopped after ${TIMEOUT_MS / 60_000} minutes`)
      resolve(code)
    })
  })
}
