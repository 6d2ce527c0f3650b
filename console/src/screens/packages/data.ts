import { readPages } from '../../data/query.ts'
import { PackagesDocument, type PackagesQuery, RequirementsDocument, type RequirementsQuery } from './generated/packages.ts'
import type { PackagesSearch } from './search.ts'

export type Package = PackagesQuery['packages']['nodes'][number]
export type Requiring = RequirementsQuery['functions']['nodes'][number]

export const packagesPages = () => readPages(PackagesDocument, {}, ({ packages }) => packages)
export const requirementsPages = () => readPages(RequirementsDocument, {}, ({ functions }) => functions)

/** The name that pip compares by: `Foo_Bar[extra]>=2` is `foo-bar`. */
export const nameOf = (requirement: string): string =>
  (/^[\w.-]+/.exec(requirement.trim())?.[0] ?? '').toLowerCase().replace(/[-_.]+/g, '-')

/** The functions that import the package from there: all of them, or those of its owner. */
export function neededBy({ name, forEveryone, owner }: Package, functions: readonly Requiring[]): Requiring[] {
  const wanted = nameOf(name)
  return functions.filter(
    ({ requirements, ownerId }) => (forEveryone || ownerId === owner?.id) && requirements.some((each) => nameOf(each) === wanted),
  )
}

/** What functions require that nobody has installed for them. */
export function missingOf(
  packages: readonly Package[],
  functions: readonly Requiring[],
): { requirement: string; functions: Requiring[] }[] {
  const missing = new Map<string, Requiring[]>()
  for (const fn of functions)
    for (const requirement of fn.requirements) {
      const isThere = packages.some(
        ({ name, forEveryone, owner }) => nameOf(name) === nameOf(requirement) && (forEveryone || owner?.id === fn.ownerId),
      )
      if (!isThere) missing.set(requirement, [...(missing.get(requirement) ?? []), fn])
    }
  return [...missing].map(([requirement, each]) => ({ requirement, functions: each }))
}

export const belongs = ({ name, forEveryone }: Package, { search, reach }: PackagesSearch): boolean =>
  (search === undefined || name.toLowerCase().includes(search.toLowerCase())) &&
  (reach === undefined || forEveryone === (reach === 'everyone'))
