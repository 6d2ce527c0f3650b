// The gates of npm run check, one after the other, but for one beside them: all are tried, whatever became of the one before.
//   npm run check -- types style: those alone
import { spawn, spawnSync } from 'node:child_process'
import path from 'node:path'
import { noPython, pythonTools } from './python-tools.ts'

type Gate = () => boolean | Promise<boolean>

const root = path.join(import.meta.dirname, '..')

const run = (program: string, args: string[], cwd = root) => spawnSync(program, args, { cwd, stdio: 'inherit' }).status === 0
const node =
  (...args: string[]): Gate =>
  () =>
    run(process.execPath, args)

/** Runs beside the other gates. @returns whether it holds; what it has to say is printed when it is asked for */
function beside(...args: string[]): Gate {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  const said: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk))
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  return async () => {
    const code = await ended
    process.stdout.write(Buffer.concat(said))
    return code === 0
  }
}

/** Each is explained in docs/testing.md. */
const GATES: Record<string, Gate> = {
  types: node('node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'),
  console: node('node_modules/typescript/bin/tsc', '-p', 'console/tsconfig.json'),
  style: node('node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'),
  promises: node('node_modules/oxlint/bin/oxlint', '--type-aware', '--quiet'),
  unused: node('node_modules/knip/bin/knip.js', '--no-progress', '--treat-config-hints-as-errors'),
  python,
  licences: node('scripts/dependencies.ts', '--check'),
  graph: node('scripts/graph-lint.ts'),
  openapi: node('scripts/openapi-lint.ts'),
}

/** The sandbox's Python: format, lint, types; of what renders templates, whose types would need Jinja2, the first two. */
async function python(): Promise<boolean> {
  if (noPython) return leftOut(noPython)
  let bin: string
  try {
    bin = await pythonTools()
  } catch (error) {
    return leftOut((error as Error).message)
  }
  const checks = [['ruff', 'format', '--check', '.'], ['ruff', 'check', '.'], ['mypy']]
  const folder = path.join(root, 'workers/sandbox/python')
  const config = ['--config', path.join(folder, 'pyproject.toml')]
  const templates = path.join(root, 'subgraphs/functions/templates/python')
  const theirs = [
    ['ruff', 'format', '--check', ...config, '.'],
    ['ruff', 'check', ...config, '.'],
  ]
  const holds = (commands: string[][], where: string) => commands.every(([program, ...args]) => run(path.join(bin, program!), args, where))
  return holds(checks, folder) && holds(theirs, templates)
}

/** A machine may lack what a gate needs. Where it is missing by mistake, the test of the SDK for Python fails, which needs the same. */
function leftOut(reason: string): boolean {
  console.log(`skipped: ${reason}`)
  return true
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !GATES[name])
if (unknown.length > 0) throw new Error(`There is no gate ${unknown.join(', ')}. There are: ${Object.keys(GATES).join(', ')}`)

// It takes longest, and one processor: the others hardly wait for it.
if (wanted.length === 0 || wanted.includes('openapi')) GATES.openapi = beside('scripts/openapi-lint.ts')

const failed: string[] = []
for (const [name, holds] of Object.entries(GATES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.log(`${name}:`)
  if (!(await holds())) failed.push(name)
}
if (failed.length > 0) {
  console.error(`Failed: ${failed.join(', ')}`)
  if (failed.includes('style')) console.error('npx biome check --write   mends most of what style asks for')
  process.exitCode = 1
}
