import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StartError } from '../start-error.ts'

/** Where one platform keeps its embedded databases, generated secrets and packages. Owned by one process at a time. */
export interface DataFolder extends AsyncDisposable {
  /** Absolute path of the folder. */
  readonly root: string
  /** Absolute path of something inside. */
  path(...parts: string[]): string
  /**
   * A secret that is generated once and then stays the same.
   * @param name of the file, readable by its owner only
   * @param bytes of randomness, by default 32; the text is their base64url
   */
  secret(name: string, bytes?: number): Promise<string>
  /** Gives the folder up. What runs on it must have stopped. */
  close(): Promise<void>
}

/**
 * Creates the folder where it is missing and takes ownership of it. Ownership ends with the process, however that ends.
 * @throws StartError when another process owns the folder or it can't be written
 */
export async function openDataFolder(folder: string): Promise<DataFolder> {
  try {
    // Secrets and databases live here: other users of the machine must not read them.
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const root = await realpath(folder)
    const release = await own(root)
    return {
      root,
      path: (...parts) => path.join(root, ...parts),
      secret: (name, bytes = 32) => keepSecret(path.join(root, name), bytes),
      close: release,
      [Symbol.asyncDispose]: release,
    }
  } catch (error) {
    if (error instanceof StartError) throw error
    const reason = (error as Error).message
    throw new StartError(`The data folder ${folder} can't be used (${reason}). Check its owner, or set SINAS_DATA_DIR to another folder.`, {
      cause: error,
    })
  }
}

/** In the data folder: what the functions subgraph and the sandbox workers of one machine share, where WORKER_KEY is not set. */
export const WORKER_KEY_FILE = 'worker.key'

/**
 * A secret of a folder that another process may own: a sandbox worker reads the key that the platform beside it made, or makes it first.
 * @throws StartError where the folder can't be used
 */
export async function sharedSecret(folder: string, name: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return keepSecret(path.join(folder, name), 32)
}

/**
 * Node has no file locks, but SQLite has: an open transaction holds one in the kernel, which drops it when the process dies.
 * A file with a pid could do neither: after kill -9 it stays, and by then the pid may be another program's.
 */
async function own(root: string): Promise<() => Promise<void>> {
  const pidFile = path.join(root, 'owner.pid')
  const lock = new DatabaseSync(path.join(root, 'lock'), { timeout: 0 })
  try {
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (!isLocked(error)) throw error
    const pid = await readFile(pidFile, 'utf8').catch(() => 'unknown')
    throw new StartError(
      `The data folder ${root} is in use by the process with pid ${pid.trim()}. Stop it, or set SINAS_DATA_DIR to another folder.`,
    )
  }
  await writeFile(pidFile, `${process.pid}\n`)
  return async () => {
    if (!lock.isOpen) return
    await rm(pidFile, { force: true })
    lock.close()
  }
}

const SQLITE_BUSY = 5

function isLocked(error: unknown): boolean {
  return (error as { errcode?: number }).errcode === SQLITE_BUSY
}

/** Data is sealed with secrets: one must be on the disk, whole, before it is first used, and never change. */
async function keepSecret(file: string, bytes: number): Promise<string> {
  const kept = await readFile(file, 'utf8').catch(unlessMissing)
  if (kept) return kept
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  try {
    await writeFile(draft, randomBytes(bytes).toString('base64url'), { mode: 0o600, flush: true })
    // link() refuses to replace: of two callers at once, the second takes the first one's secret.
    await link(draft, file).catch(unlessExists)
    await syncFolder(path.dirname(file))
  } finally {
    await rm(draft, { force: true })
  }
  return readFile(file, 'utf8')
}

/** A file that was created or renamed is only safe from a power cut once its folder is on the disk. */
export async function syncFolder(folder: string): Promise<void> {
  await using handle = await open(folder)
  await handle.sync()
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}

function unlessExists(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}
