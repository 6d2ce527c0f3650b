import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'

// gateway -> subgraphs -> workers -> schema: nothing points back. See docs/architecture.md.
const MAY_IMPORT: Record<string, string[]> = {
  schema: ['schema'],
  workers: ['workers', 'schema'],
  subgraphs: ['subgraphs', 'workers', 'schema'],
  gateway: ['gateway', 'subgraphs', 'schema'],
}

const root = path.resolve(import.meta.dirname, '..')

async function sources(folder: string): Promise<string[]> {
  return (await Array.fromAsync(glob(`${folder}/**/*.ts`, { cwd: root, exclude: ['**/node_modules/**'] }))).filter(
    (file) => !file.includes('.test.') && !file.includes('.testing.') && !file.startsWith('schema/testing/'),
  )
}

function importsOf(file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8')
  const found = text.matchAll(/(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g)
  return [...found].map(([, target]) => path.relative(root, path.resolve(root, path.dirname(file), target!)))
}

for (const [folder, allowed] of Object.entries(MAY_IMPORT)) {
  test(`${folder} imports only ${allowed.join(', ')}`, async () => {
    for (const file of await sources(folder)) {
      for (const target of importsOf(file)) assert.ok(allowed.includes(target.split('/')[0]!), `${file} imports ${target}`)
    }
  })
}

test('no subgraph imports another', async () => {
  for (const file of await sources('subgraphs')) {
    const [, subgraph] = file.split('/')
    if (subgraph?.endsWith('.ts')) continue
    for (const target of importsOf(file)) {
      const [folder, other] = target.split('/')
      assert.ok(folder !== 'subgraphs' || other === subgraph, `${file} imports ${target}`)
    }
  }
})

test('the gateway enters subgraphs by their door alone', async () => {
  for (const file of await sources('gateway')) {
    for (const target of importsOf(file)) {
      assert.ok(!target.startsWith('subgraphs/') || target.endsWith('index.ts'), `${file} imports ${target}`)
    }
  }
})

test('only config.ts reads the environment', async () => {
  for (const folder of Object.keys(MAY_IMPORT)) {
    for (const file of await sources(folder)) {
      if (file === 'schema/config.ts') continue
      assert.ok(!readFileSync(path.join(root, file), 'utf8').includes('process.env'), `${file} reads process.env`)
    }
  }
})
