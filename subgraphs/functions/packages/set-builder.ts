import { createHash, randomUUID } from 'node:crypto'
import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { SinasError } from '../../../schema/errors.ts'
import { type Inspection, inspectPackages, pipInstall, TooLarge } from '../../../workers/pip/pip.ts'
import { exists } from './folders.ts'

interface Dependencies {
  /** As configured for the sandbox. */
  python: string | undefined
  /** What pip finds in its environment. */
  environment: Readonly<Record<string, string>>
  /** Where sets are kept. */
  folder: string
}

export interface Recipe {
  /** As pip takes them. */
  requirements: string[]
  /** `name==version` of what keeps its version where that is possible. */
  preferred: string[]
  /** Whether the requirements are all that there is to be. */
  isComplete: boolean
  limitBytes: number
  onLine(line: string): void
  signal?: AbortSignal
}

/** A folder of packages, whole and in its place. */
export interface BuiltSet extends Pick<Inspection, 'python' | 'versions' | 'bytes'> {
  /** Its name; empty where there are no packages. */
  folder: string
  /** `name==version` of every distribution, sorted. */
  contents: string[]
}

/** Builds sets of packages: aside, under a name that is made of what is in them, so that equal ones are one folder on the disk. */
export class SetBuilder {
  readonly #dependencies: Dependencies

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies
  }

  /** @throws SinasError BAD_REQUEST with pip's own error, or with what is wrong with a package; TooLarge */
  async build(recipe: Recipe): Promise<BuiltSet> {
    if (recipe.requirements.length === 0) return { folder: '', contents: [], python: '', versions: new Map(), bytes: 0 }
    const { folder, python, environment } = this.#dependencies
    const aside = path.join(folder, `building-${randomUUID()}`)
    try {
      await this.#install(aside, recipe)
      const inspection = await inspectPackages({ python, environment }, aside)
      if (inspection.bytes > recipe.limitBytes) throw new TooLarge()
      const contents = [...inspection.versions].map(([name, version]) => `${name}==${version}`).sort()
      const name = nameOf(inspection.python, contents)
      await this.#keep(aside, path.join(folder, name))
      return { ...inspection, folder: name, contents }
    } finally {
      await rm(aside, { recursive: true, force: true })
    }
  }

  /** Installed packages keep their versions where these fit the new requirements. */
  async #install(folder: string, recipe: Recipe): Promise<void> {
    const { python, environment } = this.#dependencies
    const { requirements, preferred, isComplete, limitBytes, onLine, signal } = recipe
    const install = async (constraints: string[]) => {
      await mkdir(folder, { recursive: true, mode: 0o755 })
      const more = { constraints, withoutDependencies: isComplete, limitBytes, onLine, ...(signal && { signal }) }
      await pipInstall({ python, environment, folder, requirements, ...more })
    }
    try {
      await install(preferred)
    } catch (error) {
      if (preferred.length === 0 || !(error instanceof SinasError) || error.code !== 'BAD_REQUEST') throw error
      await rm(folder, { recursive: true, force: true })
      await install([])
    }
  }

  async #keep(built: string, folder: string): Promise<void> {
    try {
      await rename(built, folder)
    } catch (error) {
      // Another owner, or another process, has built the same one.
      if (!(await exists(folder))) throw error
    }
  }
}

function nameOf(python: string, contents: string[]): string {
  return createHash('sha256')
    .update([python, ...contents].join('\n'))
    .digest('hex')
    .slice(0, 32)
}
