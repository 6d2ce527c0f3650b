import { randomUUID } from 'node:crypto'
import type { Context } from '../../../schema/context.ts'
import { invalid, SinasError } from '../../../schema/errors.ts'
import type { Services } from '../services.ts'
import { assertInstallable } from './allow.ts'
import { mayInstall } from './may-install.ts'
import type { Pin } from './package-sets.ts'
import { parseRequirement, type Requirement } from './requirement.ts'

/**
 * Installs what a function requires and is not there. What is there stays at its version: every function sees the same packages.
 * @throws SinasError VALIDATION for what is no requirement or does not go with what is installed; FORBIDDEN for what may not be installed
 */
export async function ensureRequirements(context: Context<Services>, texts: string[]): Promise<void> {
  const { services, database } = context
  const requirements = texts.map(read)
  const rows = await database.query<Pin>('SELECT name, package_name AS "packageName", version FROM functions.packages')
  const versions = new Map(rows.map((row) => [row.name, row.version]))
  const missing = requirements.filter(({ name, specifier }) => !isMet(versions.get(name), specifier))
  if (missing.length === 0) return
  for (const requirement of missing) assertInstallable(services.config, requirement)
  if (!mayInstall(context)) throw new SinasError('FORBIDDEN', { permission: 'sinas.packages.create:own' })
  try {
    await services.packages.change(services.sandbox, { add: missing }, (pins) => writePackages(context, pins))
  } catch (error) {
    if (error instanceof SinasError && error.code === 'BAD_REQUEST') throw invalid(['input', 'requirements'], error.message, texts)
    throw error
  }
}

/** Rows of packages that have been installed for the caller. */
export async function writePackages({ database, caller }: Context<Services>, pins: Pin[]): Promise<void> {
  for (const { name, packageName, version } of pins) {
    await database.query(
      `INSERT INTO functions.packages (id, name, package_name, version, installed_by, installed_at) VALUES ($1, $2, $3, $4, $5, now())
       ON CONFLICT (name) DO NOTHING`,
      [randomUUID(), name, packageName, version, caller!.userId],
    )
  }
}

function read(text: string, index: number): Requirement {
  const requirement = parseRequirement(text)
  if (requirement) return requirement
  throw invalid(['input', 'requirements', index], 'not a requirement: write a name and, where it matters, versions: requests>=2,<3', text)
}

/** Is it certain, without asking pip? */
const isMet = (version: string | undefined, specifier: string) =>
  version !== undefined && (specifier === '' || specifier === `==${version}`)
