import { randomUUID } from 'node:crypto'
import { chmod, mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Config } from '../../../schema/config.ts'
import type { Database } from '../../../schema/database.ts'
import { SinasError } from '../../../schema/errors.ts'
import type { Logger } from '../../../schema/log.ts'
import { pythonTag, TooLarge } from '../../../workers/pip/pip.ts'
import { packagesFolder } from '../../../workers/sandbox-options.ts'
import type { Channel } from '../channel.ts'
import { exists, removeFolders } from './folders.ts'
import { InstallationLine, type Turn } from './installation-line.ts'
import type { Installer } from './installer.ts'
import { EVERYONE, type PackageRow } from './package.entity.ts'
import type { PackageSetRow } from './package-set.entity.ts'
import { quotaOf } from './quota.ts'
import { printRequirement, type Requirement } from './requirement.ts'
import { type BuiltSet, SetBuilder } from './set-builder.ts'

const MAX_KEPT = 10_000

type Pin = Pick<PackageRow, 'name' | 'packageName' | 'version'>
type SetRow = Pick<PackageSetRow, 'ownerId' | 'folder' | 'contents' | 'python'>

/** What functions of an owner import. */
export interface OwnersPackages {
  /** Names of folders, the owner's own before those for all users: `RunRequest.packages`. */
  folder: string[]
  /** All who installed any of it: they shape every run that sees it. */
  installers: Installer[]
}

export interface Change {
  /** Whose set it is, or EVERYONE. */
  ownerId: string
  add?: Requirement[]
  /** A name in normal form. */
  remove?: string
  /** The caller. */
  installer: Installer
  signal: AbortSignal
  /** Told each line that pip prints. */
  onLine?(line: string): void
}

interface Dependencies {
  database: Database
  channel: Channel
  log: Logger
  config: Config
  /** Names of folders that are no sets, and stay. */
  kept: string[]
}

const PINS = 'SELECT name, package_name AS "packageName", version FROM functions.packages WHERE owner_id = $1 ORDER BY name'
const SETS = `SELECT owner_id AS "ownerId", folder, contents, python FROM functions.package_sets WHERE replaced_at IS NULL`
const UNBUILT = `SELECT DISTINCT owner_id AS "ownerId" FROM functions.packages p
  WHERE NOT EXISTS (SELECT 1 FROM functions.package_sets s WHERE s.owner_id = p.owner_id AND s.replaced_at IS NULL)`
const FOR_OWNER = `SELECT DISTINCT s.owner_id AS "ownerId", s.folder, p.installed_by AS "userId", p.installed_by_key AS "apiKeyId"
  FROM functions.package_sets s JOIN functions.packages p USING (owner_id)
  WHERE s.owner_id IN ($1, '${EVERYONE}') AND s.replaced_at IS NULL AND s.folder <> ''`
// Replaced sets that no running execution can import any more; a minute is for executions that have read the row and not begun.
const PURGE = `DELETE FROM functions.package_sets s WHERE s.replaced_at < now() - interval '1 minute' AND NOT EXISTS (
  SELECT 1 FROM functions.executions e WHERE e.status IN ('RUNNING', 'AWAITING_INPUT') AND e.started_at <= s.replaced_at + interval '1 minute')`
const REPLACE = 'UPDATE functions.package_sets SET replaced_at = now() WHERE owner_id = $1 AND replaced_at IS NULL'
const ADD_SET = `INSERT INTO functions.package_sets (id, owner_id, folder, contents, python, bytes, built_at) VALUES ($1, $2, $3, $4, $5, $6, now())`
const ADD = `INSERT INTO functions.packages (id, owner_id, name, package_name, version, installed_by, installed_by_key, installed_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, now()) ON CONFLICT (owner_id, name) DO NOTHING`
const REMOVE = 'DELETE FROM functions.packages WHERE owner_id = $1 AND name = $2'

/**
 * Sets of packages: one for all users, and one for each owner of functions who installs their own. A set is never changed: another one is built
 * aside and takes its place, while what runs keeps the one that it began with.
 */
export class PackageSets {
  readonly #dependencies: Dependencies
  readonly #store: string
  readonly #line: InstallationLine
  readonly #builder: SetBuilder
  readonly #known = new Map<string, Promise<OwnersPackages>>()

  constructor(dependencies: Dependencies) {
    const { database, channel, config } = dependencies
    this.#dependencies = dependencies
    this.#store = packagesFolder(config)
    this.#line = new InstallationLine(database, channel)
    this.#builder = new SetBuilder({ python: config.FUNCTION_PYTHON, environment: config.pipEnvironment, folder: this.#store })
    channel.on('packages', () => this.#known.clear())
    channel.onGap(() => this.#known.clear())
  }

  /** Makes the folder of all sets. The sandbox may run as another system user, who must be able to enter it. */
  async open(): Promise<void> {
    await mkdir(this.#store, { recursive: true })
    await chmod(this.#store, 0o755)
  }

  /** What functions of an owner import: the owner's own packages, and those for all users. Where both have one, the owner's own counts. */
  async forOwner(ownerId: string): Promise<OwnersPackages> {
    if (!this.#dependencies.channel.isOpen) return this.#read(ownerId)
    if (this.#known.size >= MAX_KEPT) this.#known.clear()
    const known = this.#known.get(ownerId) ?? this.#read(ownerId)
    this.#known.set(ownerId, known)
    known.catch(() => this.#known.delete(ownerId))
    return known
  }

  /**
   * Builds an owner's set with further packages, or without one, and puts it in the place of what they have. One change at a time on the whole platform.
   * @throws SinasError BAD_REQUEST with pip's own error or with what is wrong with a package, REFUSED above a quota, QUEUE_FULL; then nothing has changed
   */
  async change(change: Change): Promise<void> {
    await this.#line.inTurn(change.installer.userId, change.signal, (turn) => this.#change(change, turn))
    this.#known.clear()
    this.#dependencies.channel.send({ kind: 'packages' })
  }

  /** Builds sets that were never built, or for another Python. Once, at the start: two processes with different Pythons would go on for ever. */
  async adopt(): Promise<void> {
    const { database, config, log } = this.#dependencies
    const python = await pythonTag({ python: config.FUNCTION_PYTHON, environment: config.pipEnvironment })
    const unbuilt = await database.query<{ ownerId: string }>(UNBUILT)
    const foreign = (await database.query<SetRow>(SETS)).filter((set) => set.folder !== '' && set.python !== python)
    for (const { ownerId } of [...unbuilt, ...foreign]) {
      const installer = { userId: EVERYONE, apiKeyId: null }
      await this.change({ ownerId, installer, signal: new AbortController().signal }).catch((error) =>
        log.error(
          { err: error, ownerId },
          'this process could not rebuild the packages that functions require: it tries again when it starts',
        ),
      )
    }
    await this.follow()
  }

  /** Builds what the database asks for and this machine does not have: another process has installed it, on another disk. */
  async follow(): Promise<void> {
    const { database, log } = this.#dependencies
    for (const { folder, contents, ownerId } of await database.query<SetRow>(SETS)) {
      if (folder === '' || (await exists(path.join(this.#store, folder)))) continue
      const recipe = {
        requirements: contents,
        preferred: [],
        isComplete: true,
        limitBytes: Number.POSITIVE_INFINITY,
        onLine: () => undefined,
      }
      await this.#builder
        .build(recipe)
        .catch((error) =>
          log.error(
            { err: error, ownerId },
            'this machine could not install the packages that functions require: it tries again at the next change or start',
          ),
        )
    }
  }

  async #read(ownerId: string): Promise<OwnersPackages> {
    const rows = await this.#dependencies.database.query<{ ownerId: string; folder: string } & Installer>(FOR_OWNER, [ownerId])
    const own = rows.filter((row) => row.ownerId !== EVERYONE)
    const folder = [...new Set([...own, ...rows].map((row) => row.folder))]
    const installers = new Map(rows.map(({ userId, apiKeyId }) => [`${userId} ${apiKeyId}`, { userId, apiKeyId }]))
    return { folder, installers: [...installers.values()] }
  }

  async #change(change: Change, turn: Turn): Promise<void> {
    const { database, config, log } = this.#dependencies
    const { ownerId, add = [], remove, onLine = () => undefined } = change
    await this.#purge()
    const sets = await database.query<SetRow>(`${SETS} AND owner_id IN ($1, '${EVERYONE}')`, [ownerId])
    const current = sets.find((set) => set.ownerId === ownerId)
    const kept = (await database.query<Pin>(PINS, [ownerId])).filter(({ name }) => name !== remove)
    const quota = await quotaOf(database, config, ownerId, current?.folder ?? '')
    const recipe = {
      requirements: [...kept.map(({ packageName, version }) => `${packageName}==${version}`), ...add.map(printRequirement)],
      preferred: preferred(current, sets, add),
      isComplete: false,
      limitBytes: quota.bytes,
      onLine,
      signal: turn.signal,
    }
    const built = await this.#builder.build(recipe).catch((error: unknown) => {
      throw error instanceof TooLarge ? new SinasError('REFUSED', { reason: quota.refusal }) : error
    })
    await turn.commit((query) => write(query, change, kept, current, built))
    log.info({ ownerId, folder: built.folder, bytes: built.bytes }, 'this process built a set of packages')
  }

  /** Deletes sets that no execution uses any more. In a turn, because a set that is being built elsewhere is not in the database yet. */
  async #purge(): Promise<void> {
    const { database, kept } = this.#dependencies
    await database.query(PURGE)
    const rows = await database.query<{ folder: string }>('SELECT DISTINCT folder FROM functions.package_sets')
    await removeFolders(this.#store, new Set([...kept, ...rows.map(({ folder }) => folder)]))
  }
}

/** Versions that stay where possible: those of the earlier set, and for other packages those of the set for all users, which is imported beside it. */
function preferred(current: SetRow | undefined, sets: SetRow[], add: Requirement[]): string[] {
  const asked = new Set(add.filter(({ specifier }) => specifier !== '').map(({ name }) => name))
  const versions = new Map<string, string>()
  for (const set of sets.toSorted((a) => (a === current ? 1 : -1))) {
    for (const each of set.contents) versions.set(each.split('==')[0]!, each)
  }
  return [...versions].filter(([name]) => !asked.has(name)).map(([, each]) => each)
}

async function write(
  query: Parameters<Parameters<Turn['commit']>[0]>[0],
  { ownerId, add = [], remove, installer }: Change,
  kept: Pin[],
  current: SetRow | undefined,
  built: BuiltSet,
): Promise<void> {
  if (remove) await query(REMOVE, [ownerId, remove])
  const known = new Set(kept.map(({ name }) => name))
  for (const { name, packageName } of add.filter((each) => !known.has(each.name))) {
    const version = built.versions.get(name)!
    await query(ADD, [randomUUID(), ownerId, name, packageName, version, installer.userId, installer.apiKeyId])
  }
  if (current?.folder === built.folder) return
  await query(REPLACE, [ownerId])
  await query(ADD_SET, [randomUUID(), ownerId, built.folder, built.contents, built.python, built.bytes])
}
