import { spawn } from 'node:child_process'
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { SinasError } from '../../schema/errors.ts'
import { findPython, type Python } from '../sandbox/python.ts'

const TIMEOUT_MS = 10 * 60_000
const MAX_ERROR_CHARACTERS = 2_000
/** How often it is looked how much has been written. */
const WATCH_MS = 1_000
const RUN_PIP = path.join(import.meta.dirname, 'run_pip.py')
const TAG = 'import sys, sysconfig; print(f"{sys.implementation.cache_tag}-{sysconfig.get_platform()}")'
const SATISFIES = path.join(import.meta.dirname, 'satisfies.py')
const INSPECT = path.join(import.meta.dirname, 'inspect_packages.py')

interface PipOptions {
  /** As configured for the sandbox, so that both mean the same. */
  python: string | undefined
  /** All that pip finds in its environment. */
  environment: Readonly<Record<string, string>>
}

interface Installation extends PipOptions {
  /** An empty folder. Beside it, `folder.tmp` is used meanwhile. */
  folder: string
  requirements: string[]
  /** `name==version` of what is to have that version if it is needed. */
  constraints?: string[]
  /** Whether what the requirements need is left out. */
  withoutDependencies?: boolean
  /** Bytes that it may write. */
  limitBytes: number
  /** Told each line that pip prints. */
  onLine(line: string): void
  signal?: AbortSignal
}

/** What is in a folder of packages. */
export interface Inspection {
  /** For which Python, on which kind of machine. */
  python: string
  /** Of every distribution, by its normal name. */
  versions: Map<string, string>
  bytes: number
}

/** pip took more room on the disk than it may. */
export class TooLarge extends Error {}

/**
 * Installs requirements and what they need into a folder. Wheels only: a source distribution would run its own code here, on the server, outside of
 * any sandbox, to be built. pip sees nothing of the server's environment, and can start no program.
 * @throws SinasError BAD_REQUEST with pip's own error, UNAVAILABLE where there is no pip; TooLarge
 */
export async function pipInstall(installation: Installation): Promise<void> {
  const { folder, requirements, constraints = [], withoutDependencies, onLine } = installation
  if (requirements.length === 0) return
  const { executable } = await pythonOf(installation.python)
  const temporary = `${folder}.tmp`
  await mkdir(temporary, { recursive: true })
  try {
    const constraintFile = path.join(temporary, 'constraints.txt')
    await writeFile(constraintFile, constraints.join('\n'))
    const options = [
      ...['--target', folder, '--only-binary', ':all:', '--no-compile', '--no-cache-dir', '--no-input', '--disable-pip-version-check'],
      ...['--progress-bar', 'off', '--constraint', constraintFile, ...(withoutDependencies ? ['--no-deps'] : [])],
    ]
    const lines: string[] = []
    const code = await run(executable, ['-I', RUN_PIP, 'install', ...options, '--', ...requirements], installation, temporary, (line) => {
      lines.push(line)
      onLine(line)
    })
    if (code !== 0) throw failure(executable, requirements, lines)
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

/** For which Python, on which kind of machine, packages are installed here. */
export async function pythonTag({ python, environment }: PipOptions): Promise<string> {
  const { executable } = await pythonOf(python)
  const lines: string[] = []
  const limits = { environment, limitBytes: Number.POSITIVE_INFINITY, folder: tmpdir() }
  await run(executable, ['-I', '-c', TAG], limits, tmpdir(), (line) => lines.push(line))
  return lines.at(-1) ?? ''
}

/** Which of these versions their specifiers allow. Where pip can't tell, none. */
export async function satisfied({ python, environment }: PipOptions, pairs: [version: string, specifier: string][]): Promise<boolean[]> {
  if (pairs.length === 0) return []
  const { executable } = await pythonOf(python)
  const lines: string[] = []
  const limits = { environment, limitBytes: Number.POSITIVE_INFINITY, folder: tmpdir() }
  const code = await run(executable, ['-I', SATISFIES, ...pairs.flat()], limits, tmpdir(), (line) => lines.push(line))
  return pairs.map((_, i) => code === 0 && lines[i] === '1')
}

/** Looks at what has been installed into a folder, and compiles it. @throws SinasError BAD_REQUEST with what makes it unfit */
export async function inspectPackages({ python, environment }: PipOptions, folder: string): Promise<Inspection> {
  const { executable } = await pythonOf(python)
  const lines: string[] = []
  const installation = { environment, limitBytes: Number.POSITIVE_INFINITY, folder }
  const code = await run(executable, ['-I', INSPECT, folder], installation, folder, (line) => lines.push(line))
  if (code !== 0) throw new Error(`packages could not be inspected: ${lines.slice(-5).join(' ')}`)
  const { versions, faults, ...found } = JSON.parse(lines.at(-1)!) as {
    python: string
    bytes: number
    versions: Record<string, string>
    faults: string[]
  }
  if (faults.length > 0) throw new SinasError('BAD_REQUEST', { reason: `The packages can't be used together: ${faults.join('; ')}` })
  return { ...found, versions: new Map(Object.entries(versions).map(([name, version]) => [normalName(name), version])) }
}

/** `Foo_Bar` and `foo.bar` are one package: what indexes call its normal name. */
export const normalName = (name: string) => name.toLowerCase().replace(/[-_.]+/g, '-')

/** Bytes of everything below a folder; what goes away meanwhile is not counted. */
async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => [])
  const sizes = entries.map((entry) =>
    entry.isFile()
      ? stat(path.join(entry.parentPath, entry.name)).then(
          ({ size }) => size,
          () => 0,
        )
      : 0,
  )
  return (await Promise.all(sizes)).reduce((total, size) => total + size, 0)
}

const found = new Map<string | undefined, Promise<Python>>()

/** The Python that was found first, for as long as the process lives: functions run with that one. */
function pythonOf(wanted: string | undefined): Promise<Python> {
  const python = found.get(wanted) ?? findPython(wanted)
  found.set(wanted, python)
  python.catch(() => found.delete(wanted))
  return python
}

type Limits = Pick<Installation, 'environment' | 'limitBytes' | 'folder' | 'signal'>

/** @throws TooLarge, or the signal's reason */
async function run(
  command: string,
  args: string[],
  limits: Limits,
  temporary: string,
  onLine: (line: string) => void,
): Promise<number | null> {
  const { environment, folder, limitBytes, signal } = limits
  const options = { cwd: temporary, env: { ...environment, TMPDIR: temporary }, timeout: TIMEOUT_MS, killSignal: 'SIGKILL' as const }
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], signal })
  for (const stream of [child.stdout, child.stderr]) createInterface(stream).on('line', onLine)
  let isTooLarge = false
  async function killIfTooLarge() {
    const bytes = (await sizeOf(folder)) + (temporary === folder ? 0 : await sizeOf(temporary))
    if (bytes <= limitBytes) return
    isTooLarge = true
    child.kill('SIGKILL')
  }
  // `sizeOf` never rejects: what it can't read it does not count.
  const watch = setInterval(() => void killIfTooLarge(), WATCH_MS)
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', (error) =>
        reject(
          signal?.aborted ? signal.reason : new SinasError('UNAVAILABLE', { what: 'Package installation', reason: error.message }, error),
        ),
      )
      child.once('close', (code, killed) => {
        if (isTooLarge) return reject(new TooLarge())
        if (killed === 'SIGKILL') onLine(`ERROR: pip was stopped after ${TIMEOUT_MS / 60_000} minutes`)
        resolve(code)
      })
    })
  } finally {
    clearInterval(watch)
  }
}

function failure(executable: string, requirements: string[], lines: string[]): SinasError {
  if (lines.some((line) => /No module named '?pip/.test(line))) {
    return new SinasError('UNAVAILABLE', {
      what: 'Package installation',
      reason: `${executable} has no pip: install it, or set FUNCTION_PYTHON`,
    })
  }
  const errors = lines.filter((line) => line.startsWith('ERROR:'))
  const reason = (errors.length > 0 ? errors : lines.slice(-5)).join('\n').slice(0, MAX_ERROR_CHARACTERS)
  return new SinasError('BAD_REQUEST', { reason: `pip could not install ${requirements.join(' ')} (wheels only): ${reason}` })
}
