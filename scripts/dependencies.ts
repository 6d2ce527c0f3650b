// What the platform is installed with, and under which licences:  npm run licences
//   --check         says only what is wrong
//   --sbom FILE     writes a bill of materials (CycloneDX 1.6) as well
//   --ages          asks the registry when each version was released; followed by names: those alone
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { licenceFault, licenceOf } from './dependencies/licences.ts'
import { type Dependency, installedWith, type Lock, neededByUs, readLocks } from './dependencies/lock-file.ts'
import { ageOf, releaseDates } from './dependencies/release-dates.ts'
import { billOfMaterials, validate } from './dependencies/sbom.ts'

const read = (file: string) => JSON.parse(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8'))

/** @returns the text of the bill of materials. @throws where it is not valid */
export async function writeBill(locks: Lock[], dependencies: Dependency[]): Promise<string> {
  const { name, version, license, description } = read('package.json')
  const text = billOfMaterials({ name, version, license, description, needs: neededByUs(locks) }, dependencies)
  const faults = await validate(text)
  if (faults) throw new Error(`The bill of materials is not valid: ${JSON.stringify(faults)}`)
  return text
}

function list(dependencies: Dependency[], dates: ReadonlyMap<string, Date> | undefined): void {
  for (const dependency of dependencies) {
    const { name, version, alias } = dependency
    const released = dates && ageOf(dates.get(`${name}@${version}`))
    const columns = [
      `${name}@${version}${alias ? ` (imported as ${alias})` : ''}`.padEnd(64),
      (licenceOf(dependency) ?? '?').padEnd(26),
      released,
    ]
    console.log(columns.filter(Boolean).join(' ').trimEnd())
  }
}

function count(dependencies: Dependency[]): string {
  const counts = Object.entries(Object.groupBy(dependencies, (dependency) => licenceOf(dependency) ?? 'unknown'))
    .map(([licence, all]) => [licence, all!.length] as const)
    .sort(([, a], [, b]) => b - a)
  return `${dependencies.length} packages: ${counts.map(([licence, n]) => `${licence} ${n}`).join(', ')}`
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { check: { type: 'boolean' }, sbom: { type: 'string' }, ages: { type: 'boolean' } },
  })
  const locks = readLocks(read)
  const dependencies = installedWith(locks)
  const shown = positionals.length > 0 ? dependencies.filter(({ name }) => positionals.includes(name)) : dependencies
  const registry = () => execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim()
  if (!values.check) list(shown, values.ages ? await releaseDates(shown, registry()) : undefined)
  if (values.sbom) await writeFile(values.sbom, await writeBill(locks, dependencies))
  const faults = dependencies.flatMap((dependency) => licenceFault(dependency) ?? [])
  for (const fault of faults) console.error(fault)
  if (!values.check) console.log(count(dependencies))
  if (faults.length > 0) process.exitCode = 1
}

if (import.meta.main) await main()
