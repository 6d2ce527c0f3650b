import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'

// A zygote's folder names its server: machine (containers may share a /tmp, but not their process ids) and pid.
const PREFIX = 'sinas-sandbox-'
const MACHINE = hostname().replaceAll('-', '_')

/** A private folder for one zygote; the caller removes it. */
export async function makeFolder(): Promise<string> {
  return await mkdtemp(join(tmpdir(), `${PREFIX}${MACHINE}-${process.pid}-`))
}

/** Removes what servers of this machine that were killed have left. */
export async function sweepFolders(): Promise<void> {
  const names = await readdir(tmpdir())
  const stale = names.filter((name) => {
    const [machine, pid] = name.startsWith(PREFIX) ? name.slice(PREFIX.length).split('-') : []
    return machine === MACHINE && pid !== undefined && !isAlive(Number(pid))
  })
  await Promise.all(stale.map((name) => rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => {}))) // another user's stay
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
