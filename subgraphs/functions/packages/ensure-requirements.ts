import type { Context } from '../../../schema/context.ts'
import { invalid, SinasError } from '../../../schema/errors.ts'
import { satisfied } from '../../../workers/pip/pip.ts'
import type { Services } from '../services.ts'
import { assertInstallable } from './allow.ts'
import { installerOf } from './installer.ts'
import { mayInstall, mayInstallForOthers } from './may-install.ts'
import { EVERYONE } from './package.entity.ts'
import { parseRequirement, type Requirement } from './requirement.ts'

/**
 * Installs what a function requires and its owner does not have, for the owner. What is there stays at its version.
 * @param ownerId whose function it is
 * @throws SinasError VALIDATION for what is no requirement or does not go with what is installed; FORBIDDEN for what may not be installed
 */
export async function ensureRequirements(context: Context<Services>, ownerId: string, texts: string[]): Promise<void> {
  const { services, database, caller, signal } = context
  const requirements = texts.map(read)
  const rows = await database.query<{ name: string; version: string }>(
    `SELECT name, version FROM functions.packages WHERE owner_id IN ($1, '${EVERYONE}') ORDER BY owner_id = $1`,
    [ownerId],
  )
  // The owner's own come last, and count.
  const versions = new Map(rows.map((row) => [row.name, row.version]))
  const missing = await unmet(services, requirements, versions)
  if (missing.length === 0) return
  for (const requirement of missing) assertInstallable(services.config, requirement)
  if (!mayInstall(context)) throw new SinasError('FORBIDDEN', { permission: 'sinas.packages.create:own' })
  if (ownerId !== caller!.userId && !mayInstallForOthers(context))
    throw new SinasError('FORBIDDEN', { permission: 'sinas.packages.install:all' })
  try {
    await services.packages.change({ ownerId, add: missing, installer: installerOf(caller!), signal })
  } catch (error) {
    if (error instanceof SinasError && error.code === 'BAD_REQUEST') throw invalid(['input', 'requirements'], error.message, texts)
    throw error
  }
}

function read(text: string, index: number): Requirement {
  const requirement = parseRequirement(text)
  if (requirement) return requirement
  throw invalid(['input', 'requirements', index], 'not a requirement: write a name and, where it matters, versions: requests>=2,<3', text)
}

async function unmet({ config }: Services, requirements: Requirement[], versions: Map<string, string>): Promise<Requirement[]> {
  const open = requirements.filter(({ name, specifier }) => !isMet(versions.get(name), specifier))
  const there = open.filter(({ name }) => versions.has(name))
  const pairs = there.map(({ name, specifier }): [string, string] => [versions.get(name)!, specifier])
  const met = await satisfied({ python: config.FUNCTION_PYTHON, environment: config.pipEnvironment }, pairs)
  return open.filter((requirement) => !met[there.indexOf(requirement)])
}

/** Is it certain, without asking? */
const isMet = (version: string | undefined, specifier: string) =>
  version !== undefined && (specifier === '' || specifier === `==${version}`)
