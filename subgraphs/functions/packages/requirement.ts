import { normalName } from '../../../workers/pip/pip.ts'

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
const VERSION = '(?:===?|~=|!=|<=?|>=?) *[A-Za-z0-9.*+!_-]+'
const GRAMMAR = new RegExp(`^(${NAME}) *(?:\\[ *((?:${NAME})(?: *, *${NAME})*) *\\])? *(${VERSION}(?: *, *${VERSION})*)?$`)
const MAX_CHARACTERS = 255

/** Nothing that pip would take for an option, a path or a URL is a requirement. @returns null where the text is none */
export function parseRequirement(text: string): Requirement | null {
  if (text.length > MAX_CHARACTERS) return null
  const [, packageName, extras = '', specifier = ''] = GRAMMAR.exec(text.trim()) ?? []
  if (!packageName) return null
  const compact = (part: string) => part.replaceAll(' ', '')
  return { name: normalName(packageName), packageName, extras: compact(extras).split(',').filter(Boolean), specifier: compact(specifier) }
}

/** The requirement as pip takes it. */
export function printRequirement({ packageName, extras, specifier }: Requirement): string {
  return `${packageName}${extras.length > 0 ? `[${extras.join(',')}]` : ''}${specifier}`
}
