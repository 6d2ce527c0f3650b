import { execFile } from 'node:child_process'
import path from 'node:path'
import { test } from 'node:test'

const root = path.join(import.meta.dirname, '..')

function passes(program: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) =>
    execFile(process.execPath, [path.join(root, 'node_modules', program), ...args], { cwd: root }, (error, stdout, stderr) =>
      error ? reject(new Error(stdout + stderr || error.message)) : resolve(),
    ),
  )
}

test('the types are sound', () => passes('typescript/bin/tsc', ['-p', 'tsconfig.json']))

test('the style is of one piece', () => passes('@biomejs/biome/bin/biome', ['check', '--diagnostic-level=error', '.']))
