// The gates of npm run check, one after the other: all are tried, whatever became of the one before.
//   npm run check -- types style: those alone
import { spawnSync } from 'node:child_process'
import path from 'node:path'

const root = path.join(import.meta.dirname, '..')

/** What is run by our Node, from the root. Each is explained in docs/testing.md. */
const GATES: Record<string, string[]> = {
  types: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'],
  style: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'],
  promises: ['node_modules/oxlint/bin/oxlint', '--type-aware', '--quiet'],
  unused: ['node_modules/knip/bin/knip.js', '--no-progress', '--treat-config-hints-as-errors'],
  licences: ['scripts/dependencies.ts', '--check'],
}

function holds(gate: string): boolean {
  const args = GATES[gate]
  if (!args) throw new Error(`There is no gate ${gate}. There are: ${Object.keys(GATES).join(', ')}`)
  console.log(`${gate}: ${args.join(' ')}`)
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0
}

const wanted = process.argv.slice(2)
const failed = (wanted.length > 0 ? wanted : Object.keys(GATES)).filter((gate) => !holds(gate))
if (failed.length > 0) {
  console.error(`Failed: ${failed.join(', ')}`)
  process.exitCode = 1
}
