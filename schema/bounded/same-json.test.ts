import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { isSameJson } from './same-json.ts'

test('two values are the same where their JSON is', () => {
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom<unknown>({ a: 1, b: 2 }, { b: 2, a: 1 }, [Number.POSITIVE_INFINITY], -0, 0),
  )
  const parsed = (json: unknown) => JSON.parse(JSON.stringify(json))
  fc.assert(
    fc.property(value, value, (one, other) => assert.equal(isSameJson(parsed(one), other), isDeepStrictEqual(parsed(one), parsed(other)))),
  )
  fc.assert(fc.property(value, (one) => assert.equal(isSameJson(parsed(one), one), true)))
})
