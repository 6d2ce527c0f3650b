import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { consoleDocuments } from './console-documents.ts'

const root = path.join(import.meta.dirname, '..')

test('what the console asks is what would be generated now, and nothing else is trusted for it', async () => {
  const files = await consoleDocuments()
  for (const [file, text] of files) assert.equal(readFileSync(path.join(root, file), 'utf8'), text, `${file}: npm run console:documents`)
  assert.deepEqual(
    globSync(['console/src/**/generated/*.ts', 'gateway/documents/own/console.*.json'], { cwd: root }).sort(),
    [...files.keys()].sort(),
  )
})
