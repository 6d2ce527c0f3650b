import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { FORMATS } from './formats.ts'

/** @returns null for formats of numbers */
function checkOf(name: string): ((text: string) => boolean) | null {
  const format = FORMATS[name]!
  if (format instanceof RegExp) return (text) => format.test(text)
  if (typeof format === 'function') return format as (text: string) => boolean
  if (typeof format !== 'object' || format.type === 'number') return null
  const { validate } = format
  return validate instanceof RegExp ? (text) => validate.test(text) : (validate as (text: string) => boolean)
}

const STARTS = [
  '',
  'http://',
  'http://a',
  'urn:',
  '#',
  '/',
  'P',
  '2020-01-01T',
  '2020-01-01T00:00:00.',
  '{',
  'mailto:a@',
  'a@',
  '::',
  '0',
  '1.',
]
const PARTS = [
  'a',
  '/',
  '1',
  '.',
  '%',
  '-',
  ':',
  '@',
  'a.',
  'a/',
  '1:',
  '{a',
  'a@',
  '\\',
  '~0',
  'A=',
  '+',
  'é',
  ' ',
  '[',
  '(',
  'a:',
  '%20',
  '\n',
  'a1-',
]
const ENDS = ['', '!', '\0', '@', ' ']

suite('a format', () => {
  test('is checked in a time that grows with the text alone, or has a longest one', () => {
    for (const start of STARTS) {
      for (const part of PARTS) {
        for (const end of ENDS) {
          const long = start + part.repeat(2 ** 17 / part.length) + end
          // The longest that is looked at in full, as well.
          for (const text of [long, long.slice(0, 4096 - end.length) + end]) {
            for (const name of Object.keys(FORMATS)) {
              const check = checkOf(name)
              const { user } = process.threadCpuUsage()
              check?.(text)
              const ms = (process.threadCpuUsage().user - user) / 1000
              assert.ok(ms < 25, `${name} took ${ms} ms for ${JSON.stringify(start + part)}... ${JSON.stringify(end)}`)
            }
          }
        }
      }
    }
  })

  test('is what it was', () => {
    const good = {
      url: 'https://example.com:8080/a?b#c',
      email: 'ada@example.com',
      'date-time': '2026-11-30T12:00:00Z',
      duration: 'P1DT2H',
      hostname: 'a.example.com',
      ipv6: '::1',
      uuid: '00000000-0000-4000-8000-000000000000',
      regex: '^(?=a)b$',
      uri: `data:text/plain,${'x'.repeat(100_000)}`,
      byte: 'YWJj',
    }
    for (const [name, text] of Object.entries(good)) assert.equal(checkOf(name)!(text), true, name)
    for (const [name, text] of Object.entries({ url: 'http://a b', email: 'a@', 'date-time': 'now', regex: '(', ipv4: '1.2.3' }))
      assert.equal(checkOf(name)!(text), false, name)
  })
})
