import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PostgreSqlPlatform } from '@mikro-orm/postgresql'
import fc from 'fast-check'
import { escapeLiteral } from './quick-literals.ts'

test('a literal is the one that MikroORM writes', () => {
  const original = new PostgreSqlPlatform() as unknown as { escapeLiteral(text: string): string }
  const texts = fc.string({ unit: fc.constantFrom("'", '\\', 'a', 'é', '"', '\n', '?', ' E', '$1') })
  fc.assert(fc.property(texts, (text) => assert.equal(escapeLiteral(text), original.escapeLiteral(text))))
})

test('a literal of a megabyte takes a millisecond', () => {
  const text = 'x'.repeat(2 ** 20)
  const { user } = process.threadCpuUsage()
  escapeLiteral(text)
  assert.ok(process.threadCpuUsage().user - user < 20_000)
})
