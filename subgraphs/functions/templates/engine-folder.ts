import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { findPython } from '../../../workers/sandbox/python.ts'
import { exists } from '../packages/folders.ts'

const PYTHON = path.join(import.meta.dirname, 'python')
const UNPACK = path.join(PYTHON, 'unpack.py')
const UNPACK_MS = 60_000
/** Not what Python and its tools leave there. */
const OURS = /\.(py|whl|gz)$/

/** Jinja2 and what calls it, as a folder of packages: named by what is in it, so that a new version is another folder. */
export async function engineFolder(): Promise<string> {
  const hash = createHash('sha256')
  const files = (await readdir(PYTHON)).filter((name) => OURS.test(name)).sort()
  for (const file of files) hash.update(await readFile(path.join(PYTHON, file)))
  return hash.digest('hex').slice(0, 32)
}

/** Makes the folder where it is not there yet. @param store the folder of all folders of packages @param python as configured for the sandbox */
export async function ensureEngine(store: string, name: string, python: string | undefined): Promise<void> {
  const folder = path.join(store, name)
  if (await exists(folder)) return
  const aside = path.join(store, `building-${randomUUID()}`)
  try {
    const { executable } = await findPython(python)
    await promisify(execFile)(executable, ['-I', UNPACK, aside], { timeout: UNPACK_MS, env: {} })
    await rename(aside, folder)
  } catch (error) {
    // Another process has made the same one.
    if (!(await exists(folder))) throw error
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}
