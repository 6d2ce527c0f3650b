import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'

/** What `npm start` runs here: it says what it was given, and then what happens to it. */
const MAIN = `
  process.on('SIGTERM', () => console.log('SIGTERM'))
  process.on('disconnect', () => console.log('disconnected'))
  console.log(JSON.stringify({ args: process.argv.slice(2), threads: process.env.UV_THREADPOOL_SIZE }))
  if (process.argv[2] === 'end') process.exit(7)
  setTimeout(() => process.exit(5), 1500)
`

// A project whose only dependency is the "node" that start looks for, so that npm can install it without a network.
let root: string
before(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'sinas-start-'))
  for (const folder of ['scripts', 'gateway', 'packages/node/bin']) await mkdir(path.join(root, folder), { recursive: true })
  for (const file of ['start.mjs', 'install.mjs', 'run.mjs'])
    await cp(path.join(import.meta.dirname, file), path.join(root, 'scripts', file))
  await writeFile(path.join(root, 'gateway/main.ts'), MAIN)
  await symlink(process.execPath, path.join(root, 'packages/node/bin/node'))
  await writeProject('1.0.0')
})
after(() => rm(root, { recursive: true, force: true }))

async function writeProject(version: string): Promise<void> {
  const project = { name: 'project', version: '1.0.0', dependencies: { node: 'file:packages/node' } }
  const packages = { '': project, 'node_modules/node': { resolved: 'packages/node', link: true }, 'packages/node': { version } }
  const write = (file: string, content: object) => writeFile(path.join(root, file), JSON.stringify(content))
  await write('package.json', project)
  await write('package-lock.json', { name: 'project', version: '1.0.0', lockfileVersion: 3, requires: true, packages })
  await write('packages/node/package.json', { name: 'node', version })
}

function start(...args: string[]): { child: ChildProcess; lines: AsyncIterableIterator<string> } {
  const child = spawn(process.execPath, [path.join(root, 'scripts/start.mjs'), ...args], {
    cwd: tmpdir(),
    env: {
      PATH: `${path.dirname(process.execPath)}:${process.env.PATH}`,
      HOME: root,
      npm_config_offline: 'true',
      npm_config_audit: 'false',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return { child, lines: createInterface(child.stdout!)[Symbol.asyncIterator]() }
}

const ANNOUNCEMENT = /^Installing the dependencies/

test('it installs once, and again when the lock file changes; arguments and the exit code pass through', async () => {
  for (const [version, installs] of [
    ['1.0.0', true],
    ['1.0.0', false],
    ['2.0.0', true],
  ] as const) {
    await writeProject(version)
    const { child, lines } = start('end', 'two words')
    const ended = once(child, 'exit')
    const said = await Array.fromAsync(lines)
    assert.equal(
      said.some((line) => ANNOUNCEMENT.test(line)),
      installs,
      said.join('\n'),
    )
    const { args, threads } = JSON.parse(said.at(-1)!)
    assert.deepEqual({ args, threads }, { args: ['end', 'two words'], threads: '16' })
    assert.deepEqual(await ended, [7, null])
  }
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
