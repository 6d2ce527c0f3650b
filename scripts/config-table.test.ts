import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { configurationPage } from './config-table.ts'

test('the page of configuration is up to date', () => {
  const page = readFileSync(new URL('../docs/configuration.md', import.meta.url), 'utf8')
  assert.equal(page === configurationPage(), true, 'run npm run docs')
})

test('every variable says what it means', () => {
  for (const row of configurationPage()
    .split('\n')
    .filter((line) => line.startsWith('| `')))
    assert.ok(!/\|\s*\|$/.test(row), row)
})
