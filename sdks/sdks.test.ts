// The SDKs, against one platform: the types are those of the API, each package is sound and builds, its scenarios pass, and its README tells the truth.
import assert from 'node:assert/strict'
import { type ExecFileException, execFile, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { noPython, pythonTools } from '../scripts/python-tools.ts'
import { generateTypes } from './generate/main.ts'
import { DOCUMENTS, type DocumentName, fetchDocument, readDocument } from './openapi/fetch.ts'
import { type SdkPlatform, startSdkPlatform } from './testing/platform.ts'

const root = import.meta.dirname
const folder = (name: string) => path.join(root, name)
const tool = (name: string) => path.join(root, '../node_modules', name)

/** What is downloaded and compiled once is kept for the next time. */
const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'sinas-sdks')
/** The first build of a language fetches and compiles what it needs. */
const BUILD_TIMEOUT_MS = 150_000

const has = (program: string, ...args: string[]) => spawnSync(program, args, { stdio: 'ignore' }).status === 0
const noGo = !has('go', 'version') && 'no go'
const noCargo = !has('cargo', '--version') && 'no cargo'

let platform: SdkPlatform
before(async () => {
  platform = await startSdkPlatform()
})
after(() => platform?.[Symbol.asyncDispose]())

/** Runs a program to its end. @throws with what it said where it fails */
function run(program: string, args: string[], { cwd, env = {} }: { cwd: string; env?: Record<string, string> }): Promise<string> {
  return new Promise((resolve, reject) => {
    const done = (error: ExecFileException | null, stdout: string, stderr: string) =>
      error ? reject(new Error(`${program} ${args.join(' ')}\n${stdout}${stderr}`, { cause: error })) : resolve(stdout)
    const { NODE_TEST_CONTEXT: _, ...environment } = process.env
    execFile(program, args, { cwd, env: { ...environment, ...env }, timeout: BUILD_TIMEOUT_MS, maxBuffer: 1 << 26 }, done)
  })
}

/** Two texts that differ in nothing but how they are laid out. */
const assertSame = (actual: string, expected: string, message: string) =>
  assert.ok(actual.replace(/\s+/g, '') === expected.replace(/\s+/g, ''), message)

test('the committed OpenAPI documents are those of the platform', async () => {
  // First of all: what users make is in the documents too.
  const { SINAS_BASE_URL } = await platform.entrance()
  for (const name of Object.keys(DOCUMENTS) as DocumentName[])
    assertSame(
      await fetchDocument(SINAS_BASE_URL!, name),
      await readDocument(name),
      `sdks/openapi/${name}.json is old: npm run sdk:openapi`,
    )
})

test('the types of all SDKs are those of the documents', async () => {
  for (const [file, text] of Object.entries(await generateTypes()))
    assertSame(await readFile(folder(file), 'utf8'), text, `sdks/${file} is old: npm run sdk:types`)
})

test('JavaScript: the package is sound, builds, and passes the scenarios', async () => {
  await using out = await temporaryFolder()
  await run(process.execPath, [tool('typescript/bin/tsc'), '-p', folder('js'), '--outDir', path.join(out.path, 'dist')], { cwd: root })
  const built = await import(path.join(out.path, 'dist/index.js'))
  assert.equal(typeof built.Sinas, 'function')
  await run(process.execPath, ['--test', 'test/scenarios.test.ts'], { cwd: folder('js'), env: await platform.entrance() })
})

test('Python: the package is sound, builds, and passes the scenarios', { skip: noPython }, async () => {
  const bin = await pythonTools()
  const cwd = folder('python')
  for (const args of [['ruff', 'check', '.'], ['ruff', 'format', '--check', '.'], ['mypy']])
    await run(path.join(bin, args[0]!), args.slice(1), { cwd })
  await run(path.join(bin, 'python'), ['scripts/unasync.py', '--check'], { cwd })
  await using out = await temporaryFolder()
  await run(path.join(bin, 'python'), ['-m', 'build', '--wheel', '--no-isolation', '--outdir', out.path], { cwd })
  const env = { ...(await platform.entrance()), PYTHONPATH: path.join(cwd, 'src'), PYTHONDONTWRITEBYTECODE: '1' }
  await run(path.join(bin, 'python'), ['-W', 'error::ResourceWarning', '-m', 'unittest', 'discover', '-s', 'tests'], { cwd, env })
})

test('Go: the package is sound, builds, and passes the scenarios', { skip: noGo }, async () => {
  const cwd = folder('go')
  assert.equal(await run('gofmt', ['-l', '.'], { cwd }), '')
  await run('go', ['vet', './...'], { cwd })
  await run('go', ['test', '-count=1', './...'], { cwd, env: await platform.entrance() })
})

test('Rust: the package is sound, builds, and passes the scenarios', { skip: noCargo }, async (t) => {
  const cwd = folder('rust')
  const env = { ...(await platform.entrance()), CARGO_TARGET_DIR: path.join(cache, 'rust') }
  if (!existsSync(path.join(cache, 'rust/debug/deps')))
    return t.skip('a first build takes minutes: CARGO_TARGET_DIR=~/.cache/sinas-sdks/rust cargo build --tests')
  await run('cargo', ['fmt', '--check'], { cwd })
  await run('cargo', ['clippy', '--all-targets', '--', '--deny', 'warnings'], { cwd, env })
  await run('cargo', ['test', '--tests'], { cwd, env })
  assert.ok(
    (await readFile(folder('rust/README.md'), 'utf8')).includes(
      (await readFile(folder('rust/examples/tour.rs'), 'utf8')).split('\n\n').slice(1).join('\n\n'),
    ),
  )
})

test('the tour of each README prints the sum and what the agent says', async () => {
  const entrance = await platform.entrance()
  await call(entrance, 'POST', '/api/v1/agents', { name: 'helper' })
  for (const tour of await tours(entrance)) {
    const said = await tour()
    assert.match(said, /\b3\b[\s\S]*Hello!/)
    await call(entrance, 'DELETE', '/api/v1/functions/default/add')
  }
})

/** The tours of the languages that are here, each to be run. */
async function tours(env: Record<string, string>): Promise<(() => Promise<string>)[]> {
  const found = [
    async () => {
      await using out = await temporaryFolder()
      const file = path.join(out.path, 'tour.ts')
      const text = await tourOf('js')
      await writeFile(file, text.replace("'@sinas/client'", `'${folder('js/src/index.ts')}'`))
      return await run(process.execPath, [file], { cwd: out.path, env })
    },
  ]
  if (!noPython)
    found.push(async () =>
      run(path.join(await pythonTools(), 'python'), ['-c', await tourOf('python')], {
        cwd: root,
        env: { ...env, PYTHONPATH: folder('python/src') },
      }),
    )
  if (!noGo)
    found.push(async () => {
      await using out = await temporaryFolder()
      const program = `package main\n\nimport (\n\t"context"\n\t"fmt"\n\n\tsinas "github.com/sinas/sinas-go"\n)\n\nfunc main() {\n\tctx := context.Background()\n${await tourOf('go')}}\n`
      await writeFile(path.join(out.path, 'main.go'), program)
      await writeFile(
        path.join(out.path, 'go.mod'),
        `module tour\n\ngo 1.24\n\nrequire github.com/sinas/sinas-go v0.0.0\n\nreplace github.com/sinas/sinas-go => ${folder('go')}\n`,
      )
      return await run('go', ['run', '.'], { cwd: out.path, env })
    })
  if (!noCargo && existsSync(path.join(cache, 'rust/debug/deps')))
    found.push(() =>
      run('cargo', ['run', '--quiet', '--example', 'tour'], {
        cwd: folder('rust'),
        env: { ...env, CARGO_TARGET_DIR: path.join(cache, 'rust') },
      }),
    )
  return found
}

/** The code under the heading "Tour". */
async function tourOf(language: string): Promise<string> {
  const code = /## Tour\n\n```\w+\n([\s\S]*?)```/.exec(await readFile(folder(`${language}/README.md`), 'utf8'))?.[1]
  assert.ok(code, `the README of ${language} has no tour`)
  return code
}

async function call(env: Record<string, string>, method: string, target: string, body?: unknown): Promise<void> {
  const headers = { authorization: `Bearer ${env.SINAS_API_KEY}`, ...(body !== undefined && { 'content-type': 'application/json' }) }
  const response = await fetch(env.SINAS_BASE_URL + target, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) })
  assert.ok(response.ok, `${method} ${target} answers ${response.status}`)
}

async function temporaryFolder(): Promise<AsyncDisposable & { path: string }> {
  const created = await mkdtemp(path.join(tmpdir(), 'sinas-sdks-'))
  return { path: created, [Symbol.asyncDispose]: () => rm(created, { recursive: true, force: true }) }
}
