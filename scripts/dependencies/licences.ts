import satisfies from 'spdx-satisfies'
import type { Dependency } from './lock-file.ts'

/**
 * What we may ship with a product under the MIT licence: all that asks for is that its text and notices stay. Licences that ask for more
 * (MPL and LGPL: changed files; GPL: the whole; Elastic, BUSL and SSPL: how one uses it) are not here. To add one is a decision: write down why.
 */
export const ALLOWED = [
  ...['MIT', 'MIT-0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD', 'BlueOak-1.0.0', 'Zlib', 'PostgreSQL', 'Unicode-3.0'],
  // Of what was Python once: argparse.
  'Python-2.0',
  // Given to everyone.
  ...['CC0-1.0', 'Unlicense'],
]

interface Review {
  /** What its files say, as an SPDX expression. */
  licence: string
  /** Who looked where, and found what. */
  because: string
}

/** Packages whose package.json does not say it, or says it wrongly, by `name@version`: a new version is looked at anew. */
export const REVIEWED: Record<string, Review> = {}

/** The licence of a package as we know it: reviewed, or declared. */
export const licenceOf = ({ name, version, licence }: Dependency): string | undefined => REVIEWED[`${name}@${version}`]?.licence ?? licence

/** @returns what is wrong with the package's licence, and what to do; undefined: nothing */
export function licenceFault(dependency: Dependency): string | undefined {
  const { name, version, path } = dependency
  const licence = licenceOf(dependency)
  const what = `${name}@${version} (${path})`
  if (!licence)
    return `${what} declares no licence. Read its files, and put what they say into REVIEWED of scripts/dependencies/licences.ts.`
  if (isAllowed(licence)) return undefined
  return `${what} is under ${licence}, which is not among those that we ship. Take another package, or decide in scripts/dependencies/licences.ts.`
}

/** `(A OR B)` is good where one of both is; `A AND B` where both are. What is no SPDX expression is not. */
function isAllowed(licence: string): boolean {
  try {
    return satisfies(licence, ALLOWED)
  } catch {
    return false
  }
}
