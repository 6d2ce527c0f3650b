/** A package that the platform is installed with, as its lock file has it. */
export interface Dependency {
  /** Where it is installed, for all its copies differ in that: `node_modules/a/node_modules/b`. */
  path: string
  /** Its own name, also where it is installed under another. */
  name: string
  /** The name that others import it by, where that is another one's. */
  alias?: string
  version: string
  /** As its package.json declares it. */
  licence?: string | undefined
  /** `sha512-...` in base64 of what the registry served; a folder of this repository has none. */
  integrity?: string | undefined
  /** Installed on some platforms only, or not at all where that fails. */
  isOptional: boolean
  /** Paths of what it needs. */
  needs: string[]
}

interface LockedPackage {
  name?: string
  version?: string
  license?: string
  integrity?: string
  link?: boolean
  resolved?: string
  optional?: boolean
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
}

export interface LockFile {
  packages: Record<string, LockedPackage>
}

const FOLDER = 'node_modules/'

/** Folders with a lock file: that of the root, and those of what is installed apart (scripts/install.mjs). */
export const LOCKED_FOLDERS = ['', 'schema/embedded/clickhouse-engine/', 'scripts/own-node/']

/** A lock file, and the folder that it is of: empty, or with a slash at its end. */
export interface Lock {
  folder: string
  file: LockFile
}

/** Reads every lock file. @param readJson reads a file of the repository */
export const readLocks = (readJson: (file: string) => LockFile): Lock[] =>
  LOCKED_FOLDERS.map((folder) => ({ folder, file: readJson(`${folder}package-lock.json`) }))

/** What the platform is installed with, in the order of its paths, which begin at the root of the repository. */
export function installedWith(locks: Lock[]): Dependency[] {
  const all = locks.flatMap(({ folder, file }) => runtimeDependencies(file).map((each) => within(folder, each)))
  return all.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** Paths of what the platform itself needs directly. */
export const neededByUs = (locks: Lock[]): string[] =>
  locks.flatMap(({ folder, file }) => neededBy(file.packages, '').map((path) => folder + path))

const within = (folder: string, { path, needs, ...rest }: Dependency): Dependency => ({
  ...rest,
  path: folder + path,
  needs: needs.map((needed) => folder + needed),
})

/** All that is reached from the `dependencies` and `optionalDependencies` of one lock file's root, on any platform. */
function runtimeDependencies({ packages }: LockFile): Dependency[] {
  const found = new Map<string, Dependency>()
  const waiting = neededBy(packages, '')
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue
    const dependency = read(packages, path)
    found.set(path, dependency)
    waiting.push(...dependency.needs)
  }
  return [...found.values()]
}

/** Paths of what the root, or a package, needs directly. */
function neededBy(packages: LockFile['packages'], path: string): string[] {
  const { dependencies, optionalDependencies, peerDependencies } = packages[path]!
  // A peer that is optional and absent resolves to nothing.
  const names = Object.keys({ ...dependencies, ...optionalDependencies, ...(path !== '' && peerDependencies) })
  return names.flatMap((name) => resolve(packages, path, name) ?? [])
}

function read(packages: LockFile['packages'], path: string): Dependency {
  const installed = packages[path]!
  // A link stands for a folder of this repository.
  const target = installed.link ? installed.resolved! : path
  const locked = packages[target]!
  const importedAs = path.slice(path.lastIndexOf(FOLDER) + FOLDER.length)
  const name = locked.name ?? importedAs
  return {
    path,
    name,
    ...(name !== importedAs && { alias: importedAs }),
    version: locked.version!,
    ...(locked.license && { licence: locked.license }),
    ...(locked.integrity && { integrity: locked.integrity }),
    isOptional: locked.optional === true,
    needs: neededBy(packages, target),
  }
}

/** As Node finds a module: beside the one that asks, then further and further up. */
function resolve(packages: LockFile['packages'], from: string, name: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    const path = `${folder && `${folder}/`}${FOLDER}${name}`
    if (path in packages) return path
    if (folder === '') return undefined
  }
}
