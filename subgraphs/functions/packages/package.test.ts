import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, before, type TestContext, test } from 'node:test'
import { promisify } from 'node:util'
import type { Caller } from '../../../schema/context.ts'
import type { SinasError } from '../../../schema/errors.ts'
import { testRequest } from '../../../schema/testing.ts'
import { type FunctionsUnderTest, openFunctions } from '../functions.testing.ts'
import { parseRequirement } from './requirement.ts'

let platform: FunctionsUnderTest
let ada: Caller
let bob: Caller
let index = false

/** A package of one small file that needs no other. */
const SMALL = 'toposort'
const ANOTHER = 'inflection'

before(async () => {
  platform = await openFunctions({ ALLOWED_PACKAGES: `${SMALL},${ANOTHER},no-such-package-zzz` })
  ada = await platform.user()
  bob = await platform.user()
  const args = [
    '-I',
    '-m',
    'pip',
    'download',
    '--no-deps',
    '--timeout',
    '5',
    '--retries',
    '0',
    '--dest',
    platform.platform.folder('probe'),
    SMALL,
  ]
  index = await promisify(execFile)('python3', args, { timeout: 30_000 }).then(
    () => true,
    () => false,
  )
})
after(() => platform[Symbol.asyncDispose]())

const code = (expected: string) => (error: SinasError) => error.code === expected
const install = (caller: Caller, package_name: string, more: object = {}) =>
  platform.run('InstallPackage', { package_name, ...more }, caller)

function needsIndex(t: TestContext): boolean {
  if (!index) t.skip('no index')
  return index
}

const IMPORTS = `def handler(input, context):\n    import ${SMALL}\n    return {"file": ${SMALL}.__file__}\n`

test('what pip would take for an option, a path or a URL is no requirement', () => {
  for (const text of [
    '-r/etc/passwd',
    '--index-url=http://x',
    './here',
    '/etc',
    'git+https://x/y',
    'a @ http://x',
    'a;b',
    'a\n-r b',
    '',
    'a b c -x',
    'a==',
    'é',
  ]) {
    assert.equal(parseRequirement(text), null, text)
  }
  assert.deepEqual(parseRequirement('Foo_Bar [excel, x] >= 2, <3'), {
    name: 'foo-bar',
    packageName: 'Foo_Bar',
    extras: ['excel', 'x'],
    specifier: '>=2,<3',
  })
})

test('only what the operator allows is installed, by whom they allow it', async () => {
  await assert.rejects(install(ada, 'requests'), /not in ALLOWED_PACKAGES/)
  await assert.rejects(install(ada, '--upgrade'), code('VALIDATION'))
  await assert.rejects(platform.run('InstallPackage', {}, ada), code('VALIDATION'))
  await assert.rejects(platform.run('InstallPackage', { name: SMALL }, { ...ada, permissions: {} }), code('FORBIDDEN'))
  await assert.rejects(platform.fn(ada, IMPORTS, { requirements: ['requests'] }), /not in ALLOWED_PACKAGES/)
  await assert.rejects(platform.fn(ada, IMPORTS, { requirements: ['-e .'] }), code('VALIDATION'))
})

test('a package that does not exist is refused with what pip says', async (t) => {
  if (!needsIndex(t)) return
  await assert.rejects(install(ada, 'no-such-package-zzz'), /pip could not install.*No matching distribution/s)
  assert.deepEqual(await platform.run('ListPackages', {}, ada), [])
})

test('an installed package is there for the next execution, while running ones keep their set', async (t) => {
  if (!needsIndex(t)) return
  const slow = await platform.fn(
    ada,
    `import time\ndef handler(input, context):\n    time.sleep(input["wait"])\n    try:\n        import ${SMALL}\n        return {"found": True}\n    except ImportError:\n        return {"found": False}\n`,
  )
  const running = platform.execute(ada, slow, { wait: 4 })
  const lines: string[] = []
  const leaving = new AbortController()
  const said = (async () => {
    const request = testRequest(ada, leaving.signal)
    for await (const { line } of platform.platform.graph.subscribe('FollowPackageInstallation', { package_name: SMALL }, request))
      lines.push(line)
  })()
  const installed = await install(ada, SMALL)
  assert.match(installed.version, /^\d+\.\d+/)
  assert.equal(installed.installed_by, ada.userId)
  assert.deepEqual((await platform.execute(ada, slow, { wait: 0 })).result, { found: true })
  assert.deepEqual((await running).result, { found: false })
  assert.ok(lines.some((line) => line.includes('Successfully installed')))
  leaving.abort()
  await said
  await assert.rejects(install(ada, SMALL.toUpperCase()), code('ALREADY_EXISTS'))
})

test('a requirement of a function is installed with it, and what functions require can’t be removed', async (t) => {
  if (!needsIndex(t)) return
  const name = await platform.fn(bob, `import ${ANOTHER}\ndef handler(input, context):\n    return {"version": ${ANOTHER}.__version__}\n`, {
    requirements: [`${ANOTHER}>=0.4`],
  })
  const { result } = await platform.execute(bob, name)
  const [row] = await platform.run('ListPackages', {}, bob)
  assert.deepEqual([row.package_name, row.version], [ANOTHER, result.version])
  await assert.rejects(platform.fn(bob, IMPORTS, { requirements: [`${ANOTHER}<0.4`] }), code('VALIDATION'))
  await assert.rejects(platform.run('RemovePackage', { id: row.id }, ada), code('FORBIDDEN'))
  await assert.rejects(platform.run('RemovePackage', { id: row.id }, bob), code('CONFLICT'))
  await platform.run('DeleteFunction', { namespace: 'default', name }, bob)
  await platform.run('RemovePackage', { id: row.id }, bob)
  const gone = await platform.fn(bob, `def handler(input, context):\n    import ${ANOTHER}\n    return {}\n`)
  assert.match((await platform.execute(bob, gone)).error, /ModuleNotFoundError/)
})
