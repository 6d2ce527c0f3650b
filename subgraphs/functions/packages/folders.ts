import { access, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'

const BUILDING_MS = 3600 * 1000

export const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  )

/** Removes folders of sets that no row names any more, and half-built ones. */
export async function removeFolders(store: string, known: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(store)) {
    if (known.has(name)) continue
    const folder = path.join(store, name)
    const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: Date.now() }))
    // A folder that was just built may not be in the database yet.
    if (mtimeMs < Date.now() - BUILDING_MS) await rm(folder, { recursive: true, force: true })
  }
}
