/** A set that has been used so often is worth a process that has it in memory. */
const USES_BEFORE_WARMING = 3
/** A module that so many executions have imported is imported ahead. */
const IMPORTS_BEFORE_LEARNING = 3
const MOST_LEARNED = 32
const MOST_SETS = 1000
/** A set in memory that has been idle for this long may be replaced by another; after the longer time it is dropped anyway. */
const IDLE_MS = 10_000
const FORGOTTEN_MS = 10 * 60_000
/** Times that a set's process may end by itself before the set is left alone, until nothing of that is remembered. */
const MOST_TROUBLES = 3
const REMEMBERED_MS = 10 * 60_000
const MODULE_NAME = /^[A-Za-z]\w{0,50}(\.\w{1,50}){0,3}$/

interface PackageSet {
  key: string
  uses: number
  usedAt: number
  imports: Map<string, number>
  /** Modules to import ahead, and whether a process has come up with them yet. */
  learned: Map<string, 'untried' | 'proven' | 'refused'>
  state: 'cold' | 'warming' | 'warm'
  /** Modules that the process which is on its way was told to import. */
  asked: string[]
  troubles: number
  troubledAt: number
}

/** Has a zygote keep sets of packages in memory, or stop. */
export interface Stove {
  warm(key: string, modules: string[]): void
  cool(key: string): void
}

/** The names of a set's folders as one word; empty for executions without packages. */
export const keyOf = (packages: string[]) => packages.join('+')

/** Decides which sets of packages are kept in memory: those that are used, `most` of them, and the least used makes room. */
export class Warmth {
  readonly #most: number
  readonly #stove: () => Stove | null
  readonly #sets = new Map<string, PackageSet>()

  /** @param stove the zygote that serves; null while there is none */
  constructor(most: number, stove: () => Stove | null) {
    this.#most = most
    this.#stove = stove
  }

  /** Sets that are in memory. */
  get warm(): number {
    return [...this.#sets.values()].filter(({ state }) => state === 'warm').length
  }

  isWarm(key: string): boolean {
    return this.#sets.get(key)?.state === 'warm'
  }

  /** An execution begins with this set. */
  use(key: string): void {
    const set = this.#of(key)
    set.uses++
    set.usedAt = Date.now()
    // Without packages, processes that have imported nothing are kept ready anyway.
    if (set.state === 'cold' && (key === '' ? wanted(set).length > 0 : set.uses >= USES_BEFORE_WARMING)) this.#heat(set)
  }

  /** An execution says that it has imported these. A module that keeps coming is imported ahead. */
  imported(key: string, names: string[]): void {
    const set = this.#of(key)
    const before = set.learned.size
    for (const name of names.filter((each) => MODULE_NAME.test(each) && !set.learned.has(each))) {
      const count = (set.imports.get(name) ?? 0) + 1
      set.imports.set(name, count)
      if (count >= IMPORTS_BEFORE_LEARNING && set.learned.size < MOST_LEARNED) set.learned.set(name, 'untried')
    }
    if (set.imports.size > 1000) set.imports.clear()
    if (set.learned.size > before && set.state !== 'warming') this.#heat(set)
  }

  onWarm(key: string, failed: string[]): void {
    const set = this.#sets.get(key)
    if (!set) return
    for (const name of set.asked) set.learned.set(name, failed.includes(name) ? 'refused' : 'proven')
    set.state = 'warm'
    if (key === '' && wanted(set).length === 0) this.#cool(set)
    // Modules that were learned meanwhile are not in it.
    else if (untried(set).length > 0) this.#heat(set)
  }

  /** Its process ended by itself. Modules that it was to import for the first time are not tried again. */
  onCool(key: string): void {
    const set = this.#sets.get(key)
    if (!set) return
    for (const name of set.asked) if (set.learned.get(name) === 'untried') set.learned.set(name, 'refused')
    set.state = 'cold'
    set.troubles = Date.now() - set.troubledAt > REMEMBERED_MS ? 1 : set.troubles + 1
    set.troubledAt = Date.now()
  }

  /** A new zygote serves, with no set in memory. */
  restart(): void {
    for (const set of this.#sets.values()) {
      const wasHot = set.state !== 'cold'
      set.state = 'cold'
      if (wasHot && Date.now() - set.usedAt < FORGOTTEN_MS) this.#heat(set)
    }
  }

  /** Drops the sets that have been idle for too long. */
  tidy(): void {
    for (const set of this.#hot()) if (Date.now() - set.usedAt > FORGOTTEN_MS) this.#cool(set)
  }

  #heat(set: PackageSet): void {
    const stove = this.#stove()
    if (!stove || this.#most === 0 || isTroubled(set)) return
    if (set.state === 'cold' && !this.#makeRoom()) return
    set.state = 'warming'
    set.asked = wanted(set)
    stove.warm(set.key, set.asked)
  }

  #makeRoom(): boolean {
    const hot = this.#hot()
    if (hot.length < this.#most) return true
    const oldest = hot.reduce((a, b) => (b.usedAt < a.usedAt ? b : a))
    if (Date.now() - oldest.usedAt < IDLE_MS) return false
    this.#cool(oldest)
    return true
  }

  #cool(set: PackageSet): void {
    set.state = 'cold'
    set.uses = 0
    this.#stove()?.cool(set.key)
  }

  #hot(): PackageSet[] {
    return [...this.#sets.values()].filter(({ state }) => state !== 'cold')
  }

  #of(key: string): PackageSet {
    const known = this.#sets.get(key)
    const set: PackageSet = known ?? {
      key,
      uses: 0,
      usedAt: Date.now(),
      imports: new Map(),
      learned: new Map(),
      state: 'cold',
      asked: [],
      troubles: 0,
      troubledAt: 0,
    }
    this.#sets.delete(key)
    this.#sets.set(key, set) // most recently used last
    for (const old of this.#sets.values()) {
      if (this.#sets.size <= MOST_SETS) break
      if (old.state === 'cold') this.#sets.delete(old.key)
    }
    return set
  }
}

const isTroubled = ({ troubles, troubledAt }: PackageSet) => troubles >= MOST_TROUBLES && Date.now() - troubledAt < REMEMBERED_MS
const wanted = ({ learned }: PackageSet) => [...learned.keys()].filter((name) => learned.get(name) !== 'refused')
const untried = ({ learned }: PackageSet) => [...learned.keys()].filter((name) => learned.get(name) === 'untried')
