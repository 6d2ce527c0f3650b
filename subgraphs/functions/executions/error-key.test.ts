import assert from 'node:assert/strict'
import { test } from 'node:test'
import { errorKey } from './error-key.ts'

const traceback = (line: number, place = 'handler') =>
  `Traceback (most recent call last):\n  File "shop/price.py", line 3, in handler\n    quote()\n  File "shop/price.py", line ${line}, in ${place}\n    raise x`

const keyOf = (message: string, trace: string | null = traceback(9), reason = 'exception') =>
  errorKey({ reason, message, traceback: trace })

test('what is about one run does not tell errors apart', () => {
  const same = keyOf("KeyError: 'ada'")
  assert.equal(keyOf("KeyError: 'grace'"), same)
  assert.equal(keyOf("KeyError: 'ada'", traceback(12)), same)
  assert.equal(
    keyOf('ValueError: order 7d0c1c7e-5a39-4c1b-9b0e-000000000001 costs 12.5 at 0x7f3a'),
    keyOf('ValueError: order 1d0c1c7e-5a39-4c1b-9b0e-000000000009 costs 3 at 0x1'),
  )
  assert.equal(keyOf('ValueError: a\nand much more'), keyOf('ValueError: a\nand something else'))
})

test('the kind of error, its words, its place and its reason do', () => {
  const all = [
    keyOf("KeyError: 'ada'"),
    keyOf("ValueError: 'ada'"),
    keyOf("KeyError: no 'ada'"),
    keyOf("KeyError: 'ada'", traceback(9, 'quote')),
    keyOf("KeyError: 'ada'", null),
    keyOf("KeyError: 'ada'", traceback(9), 'timeout'),
  ]
  assert.equal(new Set(all).size, all.length)
})
