import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isStorable, storableJson, storableText } from './storable.ts'

const HALF = '\ud800'

test('a text keeps all characters but those that PostgreSQL refuses', () => {
  assert.equal(storableText(`a\0b${HALF}😀\\u0000`), 'a\ufffdb\ufffd😀\\u0000')
})

test('JSON keeps all but them, in names and values, at any depth', () => {
  assert.deepEqual(JSON.parse(storableJson({ 'a\0': ['\\\0', `${HALF}x`, '\\u0000', '\\\\ud800', '😀', 1, null] })), {
    'a\ufffd': ['\\\ufffd', '\ufffdx', '\\u0000', '\\\\ud800', '😀', 1, null],
  })
  assert.equal(storableJson(undefined), 'null')
})

test('JSON that holds one is known', () => {
  for (const value of ['\0', '\\\0', HALF, [{ a: '\udfff' }], { '\0': 1 }]) assert.equal(isStorable(value), false, JSON.stringify(value))
  for (const value of ['\\u0000', '😀', { '\\ud800': '\ufffd' }, undefined]) assert.equal(isStorable(value), true, JSON.stringify(value))
})
