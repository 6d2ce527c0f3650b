// Clients that others' generators make of the committed OpenAPI documents: they compile, strictly, and run the tours of docs/rest.md as printed.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { clientTools } from '../scripts/client-tools.ts'
import { noPython, pythonTools } from '../scripts/python-tools.ts'
import { type SdkPlatform, startSdkPlatform } from './testing/platform.ts'

const ROOT = path.join(import.meta.dirname, '..')
const NAMES = ['management', 'runtime']
const documentOf = (name: string) => path.join(ROOT, `sdks/openapi/${name}.json`)
const STEP_TIMEOUT_MS = 120_000

let platform: SdkPlatform
let env: Record<string, string>
let folder: string
before(async () => {
  platform = await startSdkPlatform()
  env = await platform.entrance()
  folder = await mkdtemp(path.join(tmpdir(), 'sinas-made-clients-'))
  await call('POST', '/api/v1/agents', { name: 'helper' })
})
after(async () => {
  await platform?.[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

async function call(method: string, target: string, body?: unknown): Promise<void> {
  const headers = { authorization: `Bearer ${env.SINAS_API_KEY}`, 'content-type': 'application/json' }
  const response = await fetch(env.SINAS_BASE_URL + target, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) })
  assert.ok(response.ok, `${method} ${target} answers ${response.status}`)
}

/** @throws with what the program said where it fails */
async function run(program: string, args: string[], environment: Record<string, string> = {}): Promise<string> {
  const { NODE_TEST_CONTEXT: _, ...inherited } = process.env
  const { stdout } = await promisify(execFile)(program, args, {
    cwd: folder,
    env: { ...inherited, ...env, ...environment },
    timeout: STEP_TIMEOUT_MS,
  }).catch((error) => {
    throw new Error(`${program} ${args.join(' ')}\n${error.stdout}${error.stderr}`)
  })
  return stdout
}

/** The code of a language in docs/rest.md. */
async function tourIn(language: string): Promise<string> {
  const code = new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(await readFile(path.join(ROOT, 'docs/rest.md'), 'utf8'))?.[1]
  assert.ok(code, `docs/rest.md has no tour in ${language}`)
  return code
}

/** What a language's tools are installed by may be missing, and the network with it: then the test is left out, and says so. */
async function toolsOf(install: () => Promise<string>, skip: (reason: string) => void): Promise<string | undefined> {
  return install().catch((error: Error) => {
    skip(`its tools can't be installed: ${error.message.slice(0, 200)}`)
    return undefined
  })
}

const STRICT = {
  ...{ strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, noEmit: true, skipLibCheck: false },
  ...{ target: 'es2024', module: 'nodenext', moduleResolution: 'nodenext', allowImportingTsExtensions: true, verbatimModuleSyntax: true },
  ...{ types: ['node'], typeRoots: [path.join(ROOT, 'node_modules/@types')] },
}

test('openapi-typescript: the client compiles and runs the tour', async (t) => {
  const modules = await toolsOf(clientTools, (reason) => t.skip(reason))
  if (!modules) return
  await symlink(modules, path.join(folder, 'node_modules'))
  await writeFile(path.join(folder, 'package.json'), '{"type": "module"}')
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: STRICT, files: ['tour.ts'] }))
  await writeFile(path.join(folder, 'tour.ts'), await tourIn('ts'))
  for (const name of NAMES)
    await run(process.execPath, [
      path.join(modules, 'openapi-typescript/bin/cli.js'),
      ...[documentOf(name), '-o', `${name}.ts`, '--default-non-nullable=false'],
    ])
  await run(process.execPath, [path.join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', '.'])
  assert.match(await run(process.execPath, ['tour.ts']), /sum: 3[\s\S]*Hello!/)
  await call('DELETE', '/api/v1/functions/default/add')
})

test('openapi-python-client: the client is typed, strictly, and runs the tour', { skip: noPython }, async (t) => {
  const bin = await toolsOf(pythonTools, (reason) => t.skip(reason))
  if (!bin) return
  // The generator lays out its code with ruff, which is beside it.
  const PATH = `${bin}${path.delimiter}${process.env.PATH}`
  for (const name of NAMES)
    await run(
      path.join(bin, 'openapi-python-client'),
      ['generate', '--fail-on-warning', '--path', documentOf(name), '--output-path', name, '--meta', 'none'],
      { PATH },
    )
  await writeFile(path.join(folder, 'tour.py'), await tourIn('python'))
  await run(path.join(bin, 'python'), ['-W', 'error', '-m', 'compileall', '-q', ...NAMES])
  // Its types are followed; that the generator's own `client.py` is not as strict is not ours to tell.
  await run(path.join(bin, 'mypy'), ['--strict', '--follow-imports=silent', 'tour.py'])
  assert.match(await run(path.join(bin, 'python'), ['-W', 'error', 'tour.py']), /3[\s\S]*Hello!/)
})
