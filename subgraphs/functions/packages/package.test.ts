import assert from 'node:assert/strict'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { loadConfig } from '../../../schema/config.ts'
import type { Caller } from '../../../schema/context.ts'
import type { SinasError } from '../../../schema/errors.ts'
import { testRequest } from '../../../schema/testing/platform.ts'
import { until } from '../../../schema/testing/until.ts'
import { type FunctionsUnderTest, openFunctions } from '../functions.testing.ts'
import { startOther } from '../other-process.testing.ts'
import { parseRequirement } from './requirement.ts'
import { wheelIndex } from './wheels.testing.ts'

const index = wheelIndex()
let platform: FunctionsUnderTest
let ada: Caller
let bob: Caller
let admin: Caller

const ALLOWED = ['greeting', 'inner', 'outer', 'thing', 'tool', 'evil', 'honest', 'large', 'absent', 'built', 'asks']

before(async () => {
  index.add({ name: 'greeting' }, { name: 'greeting', version: '2.0' }, { name: 'inner' }, { name: 'inner', version: '2.0' })
  index.add({ name: 'outer', requires: ['inner'] }, { name: 'tool', requires: ['inner'] }, { name: 'honest' })
  platform = await openFunctions({ ...index.environment, ALLOWED_PACKAGES: ALLOWED.join(), PACKAGE_USER_QUOTA_MB: '4', DB_POOL_SIZE: '3' })
  ada = await platform.user()
  bob = await platform.user()
  admin = await platform.user('Admins')
})
after(async () => {
  await platform[Symbol.asyncDispose]()
  await index[Symbol.asyncDispose]()
})

const code = (expected: string) => (error: SinasError) => error.code === expected
const install = (caller: Caller, package_name: string, more: object = {}) =>
  platform.run('InstallPackage', { package_name, ...more }, caller)
const packages = async (caller: Caller): Promise<any[]> => platform.run('ListPackages', {}, caller)
const remove = async (caller: Caller, name: string) => {
  const row = (await packages(caller)).find(({ package_name }) => package_name === name)
  await platform.run('RemovePackage', { id: row.id }, caller)
}
const importing = (module: string) =>
  `def handler(input, context):\n    try:\n        import ${module}\n        return {"version": ${module}.__version__}\n    except ImportError:\n        return {"version": None}\n`
/** The version of a package that a new function of this user imports, or null. */
async function versionFor(caller: Caller, module: string): Promise<string | null> {
  const name = await platform.fn(caller, importing(module))
  return (await platform.execute(caller, name)).result.version
}

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

test('pip sees what is meant for it, and nothing else of the environment', () => {
  const config = loadConfig({
    SECRET_KEY: 'a secret key for tests only',
    DATABASE_URL: 'postgres://u:p@h/d',
    PIP_INDEX_URL: 'http://i',
    https_proxy: 'http://p',
    HOME: '/h',
  })
  assert.deepEqual(config.pipEnvironment, { PIP_INDEX_URL: 'http://i', HTTPS_PROXY: 'http://p', HOME: '/h' })
})

test('only what the operator allows is installed, by whom they allow it', async () => {
  await assert.rejects(install(ada, 'requests'), /not in ALLOWED_PACKAGES/)
  await assert.rejects(install(ada, '--upgrade'), code('VALIDATION'))
  await assert.rejects(platform.run('InstallPackage', {}, ada), code('VALIDATION'))
  await assert.rejects(platform.run('InstallPackage', { name: 'greeting' }, { ...ada, permissions: {} }), code('FORBIDDEN'))
  await assert.rejects(platform.fn(ada, importing('greeting'), { requirements: ['requests'] }), /not in ALLOWED_PACKAGES/)
  await assert.rejects(platform.fn(ada, importing('greeting'), { requirements: ['-e .'] }), code('VALIDATION'))
  await assert.rejects(install(ada, 'absent'), /pip could not install.*No matching distribution/s)
  assert.deepEqual(await packages(ada), [])
})

test('a user installs for their own functions, and for those of no other user', async () => {
  const row = await install(ada, 'greeting', { version: '1.0' })
  assert.deepEqual([row.version, row.for_everyone, row.owner_id, row.installed_by], ['1.0', false, ada.userId, ada.userId])
  assert.equal(await versionFor(ada, 'greeting'), '1.0')
  assert.equal(await versionFor(bob, 'greeting'), null)
  assert.equal(await versionFor(admin, 'greeting'), null)
  await assert.rejects(install(ada, 'GREETING'), code('ALREADY_EXISTS'))
  await assert.rejects(install(ada, 'inner', { for_everyone: true }), /sinas\.packages\.install:all/)
  // For every caller, a function imports its owner's packages.
  const name = await platform.fn(ada, importing('greeting'))
  assert.deepEqual((await platform.execute(admin, name)).result, { version: '1.0' })
  assert.deepEqual(await packages(bob), [])
  await assert.rejects(platform.run('RemovePackage', { id: row.id }, bob), code('NOT_FOUND'))
  assert.ok((await packages(admin)).some(({ id }) => id === row.id))
})

test('what is installed for everyone is there for all, and gives way to what an owner installed', async () => {
  const row = await install(admin, 'greeting')
  assert.deepEqual([row.version, row.for_everyone, row.owner_id], ['2.0', true, null])
  assert.deepEqual([await versionFor(ada, 'greeting'), await versionFor(bob, 'greeting')], ['1.0', '2.0'])
  assert.deepEqual(
    (await packages(bob)).map(({ package_name, version }) => [package_name, version]),
    [['greeting', '2.0']],
  )
  assert.deepEqual((await packages(ada)).map(({ version }) => version).sort(), ['1.0', '2.0'])
  await assert.rejects(platform.run('RemovePackage', { id: row.id }, bob), code('FORBIDDEN'))
  const own = await install(admin, 'honest', { for_everyone: false })
  assert.equal(own.owner_id, admin.userId)
  assert.equal(await versionFor(bob, 'honest'), null)
})

test('what an own package needs has the version that everyone has, where that goes', async () => {
  await install(admin, 'inner', { version: '1.0' })
  await install(bob, 'outer')
  assert.equal(await versionFor(bob, 'inner'), '1.0')
  await install(bob, 'inner', { version: '2.0' })
  assert.deepEqual([await versionFor(bob, 'inner'), await versionFor(ada, 'inner')], ['2.0', '1.0'])
})

test('an installed package is there for the next execution, while running ones keep their set', async () => {
  const slow = await platform.fn(
    ada,
    'import time\ndef handler(input, context):\n    print("began", flush=True)\n    time.sleep(input["wait"])\n    try:\n        import tool\n        return {"found": True}\n    except ImportError:\n        return {"found": False}\n',
  )
  const { execution_id: id } = await platform.execute(ada, slow, { wait: 8 }, { timeout: 1 })
  const lines: string[] = []
  const overheard: string[] = []
  const leaving = new AbortController()
  const follow = async (caller: Caller, into: string[]) => {
    const request = testRequest(caller, leaving.signal)
    for await (const { line } of platform.platform.graph.subscribe('FollowPackageInstallation', { package_name: 'tool' }, request))
      into.push(line)
  }
  const following = [follow(ada, lines), follow(bob, overheard)]
  await install(ada, 'tool')
  assert.deepEqual((await platform.execute(ada, slow, { wait: 0 })).result, { found: true })
  assert.deepEqual((await platform.status(ada, id, 'COMPLETED')).output_data, { found: false })
  assert.ok(lines.some((line) => line.includes('Successfully installed')))
  assert.deepEqual(overheard, [])
  leaving.abort()
  await Promise.all(following)
})

test('a requirement of a function is installed for its owner, and what functions require can’t be removed', async () => {
  index.add({ name: 'thing', version: '1.4' }, { name: 'thing', version: '0.9' })
  const name = await platform.fn(bob, importing('thing'), { requirements: ['thing>=1'] })
  assert.deepEqual((await platform.execute(bob, name)).result, { version: '1.4' })
  const row = (await packages(bob)).find(({ package_name }) => package_name === 'thing')
  assert.equal(row.owner_id, bob.userId)
  await assert.rejects(platform.fn(bob, importing('thing'), { requirements: ['thing<1'] }), code('VALIDATION'))
  await assert.rejects(platform.run('RemovePackage', { id: row.id }, bob), code('CONFLICT'))
  // Another user who may change the function installs for its owner only where they may install for others.
  const namespaced = { namespace: 'default', name }
  const editor = { ...ada, permissions: { ...ada.permissions, 'sinas.functions.update:all': true } }
  await assert.rejects(platform.run('UpdateFunction', { ...namespaced, requirements: ['tool'] }, editor), /sinas\.packages\.install:all/)
  await platform.run('UpdateFunction', { ...namespaced, requirements: ['tool'] }, admin)
  assert.deepEqual([await versionFor(bob, 'tool'), await versionFor(admin, 'tool')], ['1.0', null])
  await remove(bob, 'thing')
  assert.equal(await versionFor(bob, 'thing'), null)
  // What everyone has is not installed again.
  await platform.fn(ada, importing('inner'), { requirements: ['inner>=1'] })
  assert.ok(!(await packages(ada)).some((each) => each.package_name === 'inner' && each.owner_id === ada.userId))
})

describe('a wheel that is not what it seems', () => {
  const refused = async (pattern: RegExp, user: Caller) => {
    await assert.rejects(install(user, 'evil'), (error: SinasError) => {
      assert.equal(error.code, 'BAD_REQUEST')
      assert.match(error.message, pattern)
      return true
    })
    assert.ok(!(await packages(user)).some(({ package_name }) => package_name === 'evil'))
  }
  let victim: Caller
  before(async () => {
    victim = await platform.user()
    await install(victim, 'honest')
  })
  const evil = (files: Record<string, string>, more = {}) => index.add({ name: 'evil', files: { 'evil.py': '', ...files }, ...more })

  test('is refused where it has a file of another package, and both are named', async () => {
    evil({ 'honest/__init__.py': 'stolen = True\n' })
    await refused(/(evil-1.0 and honest-1.0|honest-1.0 and evil-1.0) both have a file honest\/__init__\.py/, victim)
  })

  test('is refused where it has such a file that its RECORD does not tell of', async () => {
    evil({ 'honest/__init__.py': 'stolen = True\n' }, { unlisted: ['honest/__init__.py'] })
    await refused(/both have a file honest\/__init__\.py/, victim)
    evil({ 'honest/more.py': 'stolen = True\n' }, { unlisted: ['honest/more.py'] })
    await refused(/evil-1.0 does not say what is in its file honest\/more\.py|belongs to none/, victim)
  })

  test('is refused where it takes a name of the standard library, or is run when Python starts', async () => {
    const files = ['json/__init__.py', 'statistics.py', 'sitecustomize.py', 'usercustomize/__init__.py']
    evil(Object.fromEntries(files.map((file) => [file, 'x = 1\n'])))
    await assert.rejects(install(victim, 'evil'), (error: SinasError) => {
      assert.match(error.message, /a module json, which is the name of one of the standard library/)
      assert.match(error.message, /a module statistics, which is the name/)
      assert.match(error.message, /a module sitecustomize, which Python would run as it starts/)
      assert.match(error.message, /a module usercustomize, which Python would run/)
      return true
    })
  })

  test('is refused where it has files outside of the packages', async () => {
    for (const file of ['../escaped.py', '/tmp/sinas-escaped.py']) {
      evil({ [file]: 'x = 1\n' })
      await refused(/evil/, victim)
    }
    assert.ok(!existsSync('/tmp/sinas-escaped.py'))
  })

  test('brings no compiled code and nothing that a start of Python would run', async () => {
    evil({ 'evil.pth': 'import os; os.environ["EVIL"] = "1"\n', '__pycache__/evil.cpython-311.pyc': 'not what the source says' })
    const row = await install(victim, 'evil')
    const look = `import evil, os\ndef handler(input, context):\n    folder = os.path.dirname(evil.__file__)\n    return {"files": sorted(os.listdir(folder)), "environment": os.environ.get("EVIL")}\n`
    const { result } = await platform.execute(victim, await platform.fn(victim, look))
    assert.ok(!result.files.includes('evil.pth'))
    assert.equal(result.environment, null)
    await platform.run('RemovePackage', { id: row.id }, victim)
  })

  test('has nothing built: neither where there is only a source, nor where a wheel asks for one by a URL', async () => {
    const source = path.join(index.folder, 'source')
    const proof = path.join(index.folder, 'built-here')
    mkdirSync(source)
    writeFileSync(
      path.join(source, 'setup.py'),
      `open(${JSON.stringify(proof)}, "w").close()\nfrom setuptools import setup\nsetup(name="built", version="1.0")\n`,
    )
    index.add({ name: 'asks', requires: [`built @ file://${source}`] })
    await assert.rejects(install(victim, 'asks'), (error: SinasError) => {
      console.log(error.message)
      return error.code === 'BAD_REQUEST'
    })
    await assert.rejects(install(victim, 'built'), code('BAD_REQUEST'))
    assert.ok(!existsSync(proof))
  })
})

test('a user’s packages take no more of the disk than they may, and it is said how to go on', async () => {
  index.add({ name: 'large', files: { 'large/__init__.py': '', 'large/data.txt': noise(5 << 20) } })
  const user = await platform.user()
  await assert.rejects(install(user, 'large'), (error: SinasError) => {
    assert.equal(error.code, 'REFUSED')
    assert.match(error.message, /may take 4 MB of disk.*remove packages.*PACKAGE_USER_QUOTA_MB/)
    return true
  })
  await install(user, 'honest')
  assert.equal((await install(admin, 'large')).for_everyone, true)
  await remove(admin, 'large')
})

test('installations wait for each other without holding what others need, users by turns, and no more than there is room for', async () => {
  const [many, one] = [await platform.user(), await platform.user()]
  for (let n = 0; n < 8; n++) index.add({ name: 'honest', version: `2.${n}` })
  // One package of ten versions would be one row: each of these is refused or waits, whatever comes of it.
  const started = performance.now()
  const ended: string[] = []
  const asked = ['greeting', 'inner', 'outer', 'thing', 'tool', 'honest', 'large'].map((name) =>
    install(many, name).then(
      () => ended.push('many'),
      (error: SinasError) => error,
    ),
  )
  const single = install(one, 'honest').then(() => ended.push('one'))
  const reads = await Promise.all(
    Array.from({ length: 30 }, async () => {
      const began = performance.now()
      await packages(bob)
      return performance.now() - began
    }),
  )
  assert.ok(Math.max(...reads) < 5000, `${Math.max(...reads)} ms`)
  const outcomes = await Promise.all(asked)
  await single
  const refusals = outcomes.filter((outcome): outcome is SinasError => outcome instanceof Error && outcome.code === 'QUEUE_FULL')
  assert.ok(refusals.length >= 1, `${performance.now() - started} ms`)
  assert.match(refusals[0]!.message, /installations of packages are waiting.*of yours/)
  assert.ok(Number(refusals[0]!.extensions.retryAfter) >= 1)
  assert.ok(ended.indexOf('one') <= 1, ended.join())
})

test('a turn whose process died is over before long', async () => {
  // No public door makes a process die in mid-installation at the right moment: its row is what it would leave.
  await platform.subgraph.database.query(
    `INSERT INTO functions.package_turns (id, user_id, asked_at, seen_at, began_at)
     VALUES (gen_random_uuid(), $1, now() - interval '1 minute', now() - interval '18 seconds', now() - interval '1 minute')`,
    [bob.userId],
  )
  const user = await platform.user()
  await install(user, 'honest')
})

test('who installed, and with which key, is known for what each function imports', async () => {
  const user = await platform.user()
  const keyed: Caller = { ...user, apiKey: { id: crypto.randomUUID(), permissions: { 'sinas.*:all': true } } }
  await install(keyed, 'honest')
  // It is for rights of runs, which no operation shows.
  const rows = await platform.subgraph.database.query(
    'SELECT installed_by AS by, installed_by_key AS key FROM functions.packages WHERE owner_id = $1',
    [user.userId],
  )
  assert.deepEqual(rows, [{ by: user.userId, key: keyed.apiKey!.id }])
})

test('another machine builds what the table asks for, and equal sets are one folder', async () => {
  const [one, other] = [await platform.user(), await platform.user()]
  await Promise.all([install(one, 'tool'), install(other, 'tool')])
  const folders = await platform.subgraph.database.query<{ folder: string }>(
    'SELECT DISTINCT folder FROM functions.package_sets WHERE owner_id = ANY($1) AND replaced_at IS NULL',
    [[one.userId, other.userId]],
  )
  assert.equal(folders.length, 1)
  const name = await platform.fn(one, importing('tool'))
  const elsewhere = await startOther(platform.platform.databaseUrl, { ...index.environment, ALLOWED_PACKAGES: ALLOWED.join() })
  try {
    const execute = () => elsewhere.run('ExecuteFunction', { namespace: 'default', name, input: {} }, one).catch(() => null)
    const { result } = await until(execute, 'the packages to be there')
    assert.deepEqual(result, { version: '1.0' })
  } finally {
    await elsewhere.stop()
  }
})

/** Text that can't be compressed much. */
const noise = (bytes: number) => Array.from({ length: bytes / 32 }, () => crypto.randomUUID().replaceAll('-', '')).join('')
