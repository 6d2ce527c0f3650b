import { createHash, randomUUID } from 'node:crypto'
import { access, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Database } from '../../../schema/database.ts'
import type { Logger } from '../../../schema/log.ts'
import { installedVersions, pipInstall } from '../../../workers/pip.ts'
import type { Sandbox } from '../../../workers/sandbox/index.ts'
import type { Channel } from '../channel.ts'
import { printRequirement, type Requirement } from './requirement.ts'

const DAY_MS = 24 * 3600 * 1000
const LOCK = `hashtext('sinas:functions packages')`

/** A package at the version that every set has. */
export interface Pin {
  name: string
  packageName: string
  version: string
}

interface Room {
  database: Database
  channel: Channel
  log: Logger
  /** As configured for the sandbox. */
  python: string | undefined
  /** Where sets are kept. With the sandbox in another process: a volume that both see at this path. */
  folder: string
}

/**
 * Folders of installed packages. A set is never changed: another one is built aside and put in its place, while what runs
 * keeps the one that it began with. It is named by what is in it, so that processes on one folder build it once.
 */
export class PackageSets {
  readonly #room: Room
  #current = ''

  constructor(room: Room) {
    this.#room = room
  }

  /** The set that the table asks for; an empty one where it is not built here yet. */
  async ready(): Promise<string> {
    const empty = this.#folderOf([])
    await mkdir(empty, { recursive: true })
    const folder = this.#folderOf(await this.#pins())
    this.#current = (await exists(folder)) ? folder : empty
    await this.#removeOld(empty)
    return this.#current
  }

  /** Brings the sandbox to the set that the table asks for, and builds it where this machine has not. */
  async follow(sandbox: Sandbox): Promise<void> {
    const pins = await this.#pins()
    const folder = this.#folderOf(pins)
    if (folder === this.#current) return
    if (!(await exists(folder))) {
      const built = await this.#build(pins, [], () => undefined)
      await this.#keep(built, folder)
    }
    await this.#use(sandbox, folder)
  }

  /** Has zygotes start anew, with the set as it is. */
  async reload(sandbox: Sandbox): Promise<void> {
    await this.follow(sandbox)
    await sandbox.usePackages(this.#current)
  }

  /**
   * Builds a set with further packages, or without some, and uses it. One process at a time.
   * @param change rows to write once it is built, in the same turn: gets the version that was chosen for each requirement
   * @throws SinasError BAD_REQUEST with pip's own error; then nothing has changed
   */
  async change(
    sandbox: Sandbox,
    { add = [], remove }: { add?: Requirement[]; remove?: string },
    write: (pins: Pin[]) => Promise<void>,
    onLine: (line: string) => void = () => undefined,
  ): Promise<void> {
    await this.#inTurn(async () => {
      const kept = (await this.#pins()).filter((pin) => pin.name !== remove)
      const built = await this.#build(kept, add, onLine)
      const versions = await installedVersions(built)
      const known = new Set(kept.map((pin) => pin.name))
      const added = add
        .filter(({ name }) => !known.has(name))
        .map(({ name, packageName }) => ({ name, packageName, version: versions.get(name)! }))
      const folder = this.#folderOf([...kept, ...added])
      await this.#keep(built, folder)
      await write(added)
      await this.#use(sandbox, folder)
    })
    this.#room.channel.send({ kind: 'packages' })
  }

  #pins(): Promise<Pin[]> {
    return this.#room.database.query('SELECT name, package_name AS "packageName", version FROM functions.packages ORDER BY name')
  }

  #folderOf(pins: Pin[]): string {
    const text = pins.map(({ name, version }) => `${name}==${version}`).toSorted()
    return path.join(this.#room.folder, createHash('sha256').update(text.join('\n')).digest('hex').slice(0, 32))
  }

  /** @returns a folder that is still to be kept under its name */
  async #build(pins: Pin[], add: Requirement[], onLine: (line: string) => void): Promise<string> {
    const folder = path.join(this.#room.folder, `building-${randomUUID()}`)
    await mkdir(folder)
    try {
      const texts = [...pins.map(({ packageName, version }) => `${packageName}==${version}`), ...add.map(printRequirement)]
      await pipInstall(this.#room.python, folder, texts, onLine)
      return folder
    } catch (error) {
      await rm(folder, { recursive: true, force: true })
      throw error
    }
  }

  async #keep(built: string, folder: string): Promise<void> {
    try {
      await rename(built, folder)
    } catch (error) {
      // Another process has built the same one.
      await rm(built, { recursive: true, force: true })
      if (!(await exists(folder))) throw error
    }
  }

  async #use(sandbox: Sandbox, folder: string): Promise<void> {
    if (folder === this.#current) return
    await sandbox.usePackages(folder)
    this.#current = folder
    this.#room.log.info({ folder }, 'functions now see another set of packages')
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    const client = await this.#room.database.pool.connect()
    try {
      await client.query(`SELECT pg_advisory_lock(${LOCK})`)
      await work()
    } finally {
      const unlocked = await client.query(`SELECT pg_advisory_unlock(${LOCK})`).catch(() => null)
      client.release(unlocked === null)
    }
  }

  /** Sets that were replaced more than a day ago, and what was left half-built. */
  async #removeOld(empty: string): Promise<void> {
    const { folder } = this.#room
    for (const name of await readdir(folder)) {
      const set = path.join(folder, name)
      const { mtimeMs } = await stat(set).catch(() => ({ mtimeMs: Date.now() }))
      if (set !== this.#current && set !== empty && mtimeMs < Date.now() - DAY_MS) await rm(set, { recursive: true, force: true })
    }
  }
}

const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  )
