import { normalName } from '../../../workers/pip.ts'

/** What pip calls a requirement, in the part of its grammar that names a package: `requests`, `pandas[excel]>=2,<3`. */
export interface Requirement {
  /** In normal form: `Foo_Bar` and `foo.bar` are one package. */
  name: string
  /** As it was written, without extras and version. */
  packageName: string
  extras: string[]
  /** `==2.1`, `>=2,<3`, or empty. */
  specifier: string
}

const NAME = '[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?'
const VERSION = '(?:===?|~=|!=|<=?|>=?)[A-Za-z0-9.*+!_-]+'
const GRAMMAR = new RegExp(`^(${NAME})(?:\\[((?:${NAME})(?:,${NAME})*)\\])?(${VERSION}(?:,${VERSION})*)?$`)

/** Nothing that pip would take for an option, a path or a URL is a requirement. @returns null where the text is none */
export function parseRequirement(text: string): Requirement | null {
  const compact = text.length <= 255 ? text.replace(/\s+/g, '') : ''
  const [, packageName, extras, specifier = ''] = GRAMMAR.exec(compact) ?? []
  if (!packageName) return null
  return { name: normalName(packageName), packageName, extras: extras?.split(',') ?? [], specifier }
}

/** The requirement as pip takes it. */
export function printRequirement({ packageName, extras, specifier }: Requirement): string {
  return `${packageName}${extras.length > 0 ? `[${extras.join(',')}]` : ''}${specifier}`
}
