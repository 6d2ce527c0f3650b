// docs/graphql.md: its recipe for a typed client, generated, compiled and run as it stands there, and its queries.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { preset } from '@graphql-codegen/client-preset'
import { codegen } from '@graphql-codegen/core'
import { buildSchema, parse, validate } from 'graphql'
import { parse as parseYaml } from 'yaml'
import { ADMIN, startTestGateway } from '../gateway/gateway.testing.ts'

const PAGE = readFileSync(new URL('../docs/graphql.md', import.meta.url), 'utf8')
const SCHEMA = readFileSync(new URL('../schema/schema.graphql', import.meta.url), 'utf8')
const NODE_MODULES = fileURLToPath(new URL('../node_modules', import.meta.url))

/** The block of code below a line that names its file. */
function fileOnPage(name: string): string {
  const start = PAGE.indexOf(`\n\`${name}\`:\n`)
  const [, text] = /```\w+\n([\s\S]*?)```/.exec(PAGE.slice(start)) ?? []
  assert.ok(start >= 0 && text, `docs/graphql.md has no ${name}`)
  return text
}

let folder: string
before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'sinas-typed-client-'))
  symlinkSync(NODE_MODULES, path.join(folder, 'node_modules'))
  mkdirSync(path.join(folder, 'src/graphql'), { recursive: true })
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }')
  for (const name of ['src/client.ts', 'src/main.ts']) writeFileSync(path.join(folder, name), fileOnPage(name))
  await generate()
})
after(() => rmSync(folder, { recursive: true, force: true }))

/** What `npx graphql-codegen` does, which would be many packages more: it reads codegen.yml, and finds the documents in the sources. */
async function generate(): Promise<void> {
  const config = parseYaml(fileOnPage('codegen.yml'))
  const output = config.generates['src/graphql/']
  const documents = [...fileOnPage('src/main.ts').matchAll(/graphql\(`([\s\S]*?)`\)/g)].map(([, text]) => ({
    location: 'src/main.ts',
    rawSDL: text!,
    document: parse(text!),
  }))
  const sections = await preset.buildGeneratesSection({
    baseOutputDir: `${folder}/src/graphql/`,
    presetConfig: output.presetConfig,
    config: output.config,
    schema: parse(SCHEMA),
    schemaAst: buildSchema(SCHEMA),
    documents,
    plugins: [],
    pluginMap: {},
    pluginContext: {},
  })
  for (const section of sections) writeFileSync(section.filename, await codegen(section))
}

/** @returns what the program printed @throws where it fails */
async function run(file: string, args: string[], environment: Record<string, string> = {}): Promise<string> {
  const child = spawn(file, args, {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 120_000,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const code = await new Promise((resolve) => child.on('close', resolve))
  assert.equal(code, 0, output)
  return output
}

test('the recipe compiles', async () => {
  const options = { strict: true, noUncheckedIndexedAccess: true, module: 'nodenext', target: 'es2024', types: ['node'], noEmit: true }
  writeFileSync(
    path.join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { ...options, allowImportingTsExtensions: true, skipLibCheck: true }, include: ['src'] }),
  )
  await run(path.join(NODE_MODULES, '.bin/tsc'), ['-p', 'tsconfig.json'])
})

test('the recipe runs, also where nothing but its documents is trusted', async () => {
  const trusted = path.join(folder, 'trusted')
  mkdirSync(trusted)
  for (const environment of [{}, { GRAPHQL_TRUSTED_DOCUMENTS: trusted, GRAPHQL_ONLY_TRUSTED_DOCUMENTS: 'true' }]) {
    const manifest = readFileSync(path.join(folder, 'src/graphql/persisted-documents.json'))
    writeFileSync(path.join(trusted, 'persisted-documents.json'), manifest)
    await using gateway = await startTestGateway(environment)
    const { access_token: token } = await gateway.login(ADMIN)
    const body = { name: 'typed', permissions: { 'sinas.*:all': true } }
    const { key } = (await gateway.request('POST', '/api/v1/auth/api-keys', { token, body })).body
    const printed = await run(process.execPath, ['--experimental-transform-types', '--no-warnings', 'src/main.ts'], {
      SINAS_URL: gateway.url,
      SINAS_API_KEY: key,
    })
    assert.match(printed, new RegExp(`^${ADMIN} asks Sinas \\d`))
  }
})

test('every query of the page is valid', () => {
  const schema = buildSchema(SCHEMA)
  const queries = [...PAGE.matchAll(/--json '(\{"query".*\})'/g)].map(([, body]) => JSON.parse(body!).query as string)
  assert.ok(queries.length >= 2)
  for (const query of queries) assert.deepEqual(validate(schema, parse(query)), [], query)
})
