import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'
// @ts-expect-error: plain JavaScript without types, as the oldest Node must read it.
import { isNewEnough } from './install.mjs'

/** A ClickHouse server: the engine is not needed, and not installed. */
const WITH_SERVER = { CLICKHOUSE_URL: 'http://127.0.0.1:8123/sinas' }

/** What `npm start` runs here: it says what it was given, and then what happens to it. */
const MAIN = `
  process.on('SIGTERM', () => (process.argv[2] === 'stay' ? process.exit() : console.log('SIGTERM')))
  process.on('disconnect', () => console.log('disconnected'))
  const { UV_THREADPOOL_SIZE: threads, CLICKHOUSE_ENGINE_ARRIVES: arrives } = process.env
  console.log(JSON.stringify({ args: process.argv.slice(2), threads, arrives }))
  if (process.argv[2] === 'end') process.exit(7)
  setTimeout(() => process.exit(5), process.argv[2] === 'stay' ? 30_000 : 1500)
`

/** What builds the console here: it is built, unless it is told to fail. */
const BUILD = `
  import { mkdirSync, writeFileSync } from 'node:fs'
  if (process.env.BUILD_FAILS) process.exit(1)
  const dist = import.meta.dirname + '/../dist'
  mkdirSync(dist, { recursive: true })
  writeFileSync(dist + '/fingerprint', process.argv[2])
`

const ENGINE = 'schema/embedded/clickhouse-engine'

// A project whose dependencies are folders of its own, so that npm can install them without a network.
let root: string
before(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'sinas-start-'))
  for (const folder of ['scripts', 'gateway', 'console/build']) await mkdir(path.join(root, folder), { recursive: true })
  for (const file of ['start.mjs', 'install.mjs', 'run.mjs'])
    await cp(path.join(import.meta.dirname, file), path.join(root, 'scripts', file))
  await cp(path.join(import.meta.dirname, '../console/build/ensure.mjs'), path.join(root, 'console/build/ensure.mjs'))
  await writeFile(path.join(root, 'console/build/build.ts'), BUILD)
  await writeFile(path.join(root, 'gateway/main.ts'), MAIN)
  await writeProject('.', 'web', '1.0.0')
  await writeProject(ENGINE, 'chdb', '1.0.0')
})
after(() => rm(root, { recursive: true, force: true }))

/** @param dependency the only one of the project in this folder */
async function writeProject(folder: string, dependency: string, version: string): Promise<void> {
  const where = `packages/${dependency}`
  await mkdir(path.join(root, folder, where), { recursive: true })
  const project = { name: 'project', version: '1.0.0', dependencies: { [dependency]: `file:${where}` } }
  const packages = { '': project, [`node_modules/${dependency}`]: { resolved: where, link: true }, [where]: { version } }
  const write = (file: string, content: object) => writeFile(path.join(root, folder, file), JSON.stringify(content))
  await write('package.json', project)
  await write('package-lock.json', { name: 'project', version: '1.0.0', lockfileVersion: 3, requires: true, packages })
  await write(`${where}/package.json`, { name: dependency, version })
}

interface Started {
  child: ChildProcess
  lines: AsyncIterableIterator<string>
}

function start(...args: string[]): Started {
  return startWith(WITH_SERVER, ...args)
}

function startWith(environment: Record<string, string>, ...args: string[]): Started {
  const child = spawn(process.execPath, [path.join(root, 'scripts/start.mjs'), ...args], {
    cwd: tmpdir(),
    env: {
      PATH: `${path.dirname(process.execPath)}:${process.env.PATH}`,
      HOME: root,
      npm_config_offline: 'true',
      npm_config_audit: 'false',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return { child, lines: createInterface(child.stdout!)[Symbol.asyncIterator]() }
}

const ANNOUNCEMENT = /^Installing the dependencies/
const BUILDING = /^Building the console/

test('it installs and builds once, and again when the lock file changes; arguments and the exit code pass through', async () => {
  for (const [version, installs] of [
    ['1.0.0', true],
    ['1.0.0', false],
    ['2.0.0', true],
  ] as const) {
    await writeProject('.', 'web', version)
    const { child, lines } = start('end', 'two words')
    const ended = once(child, 'exit')
    const said = await Array.fromAsync(lines)
    for (const announcement of [ANNOUNCEMENT, BUILDING]) {
      assert.equal(
        said.some((line) => announcement.test(line)),
        installs,
        said.join('\n'),
      )
    }
    const { args, threads } = JSON.parse(said.at(-1)!)
    assert.deepEqual({ args, threads }, { args: ['end', 'two words'], threads: '16' })
    assert.deepEqual(await ended, [7, null])
  }
})

test('the console is built anew when a source of it changes; where that fails the platform starts without it', async () => {
  await writeFile(path.join(root, 'console/page.tsx'), 'export {}')
  const failing = await Array.fromAsync(startWith({ ...WITH_SERVER, BUILD_FAILS: 'yes' }, 'end').lines)
  assert.match(failing[0]!, BUILDING)
  assert.deepEqual(JSON.parse(failing.at(-1)!).args, ['end'])
  const [building] = await Array.fromAsync(start('end').lines)
  assert.match(building!, BUILDING)
  assert.equal((await Array.fromAsync(start('end').lines)).length, 1)
})

test('a signal that comes twice at once, as Ctrl-C under npm does, is passed on once', async () => {
  const { child, lines } = start()
  const ended = once(child, 'exit')
  await lines.next()
  child.kill('SIGTERM')
  assert.equal((await lines.next()).value, 'SIGTERM')
  child.kill('SIGTERM')
  assert.deepEqual(await Array.fromAsync(lines), [])
  assert.deepEqual(await ended, [5, null])
})

test('when it is killed, the platform gets to know', async () => {
  const { child, lines } = start()
  await lines.next()
  child.kill('SIGKILL')
  assert.deepEqual(await Array.fromAsync(lines), ['disconnected'])
})

test('the ClickHouse engine is installed behind the platform, once; not where a server is configured', async () => {
  const engine = path.join(root, ENGINE, 'node_modules')
  const { lines: withServer } = start('end')
  assert.equal(JSON.parse((await Array.fromAsync(withServer)).at(-1)!).arrives, undefined)
  assert.ok(!existsSync(engine))

  const first = startWith({}, 'stay')
  assert.equal(JSON.parse((await first.lines.next()).value).arrives, '1', 'the platform runs already when the engine is installed')
  assert.match((await first.lines.next()).value, /^The ClickHouse engine is installed/)
  const ended = once(first.child, 'exit')
  first.child.kill('SIGTERM')
  await ended
  assert.ok(existsSync(path.join(engine, 'chdb/package.json')))

  const second = startWith({}, 'end')
  assert.deepEqual(
    (await Array.fromAsync(second.lines)).map((line) => JSON.parse(line).arrives),
    [undefined],
  )
})

test('the machine’s Node runs the platform where it is new enough', () => {
  for (const version of ['24.4.0', '24.21.1', '25.0.0', '26.3.0']) assert.ok(isNewEnough(version), version)
  for (const version of ['20.20.2', '22.22.0', '24.3.9']) assert.ok(!isNewEnough(version), version)
})
