import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KeywordSearch } from './keyword-search.ts'
import { redactedEvents } from './redacted-events.ts'
import { Redaction } from './redaction.ts'

const VALUE = 'p@ss "wörd" +/'
const redaction = Redaction.of([
  { name: 'PASSWORD', value: VALUE },
  { name: 'KEY', value: 'sk-live-4711' },
])!

test('a value is taken out in every way in which programs write it', () => {
  const bytes = Buffer.from(VALUE)
  const written = [
    VALUE,
    JSON.stringify({ a: VALUE }),
    JSON.stringify(JSON.stringify(VALUE)),
    // json.dumps and repr of Python.
    '{"a": "p@ss \\"w\\u00f6rd\\" +/"}',
    `'p@ss "wörd" +/'`,
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    `Basic ${Buffer.from(`user:${VALUE}`).toString('base64')}`,
    `Basic ${Buffer.from(`me:${VALUE}!`).toString('base64')}`,
    encodeURIComponent(VALUE),
    new URLSearchParams({ a: VALUE }).toString(),
    `a\u0301${VALUE}\u0301`,
  ]
  for (const text of written) assert.match(redaction.text(`before ${text} after`), /before .*\[secret PASSWORD].*after/, text)
  for (const text of written) assert.ok(!redaction.text(text).includes('w\\u00f6rd'), text)
})

test('other texts stay as they are', () => {
  for (const text of ['', 'p@ss', 'sk-live-471', 'nothing of it', 'sk-test-4711']) assert.equal(redaction.text(`${text} .`), `${text} .`)
  assert.deepEqual(redaction.json({ a: [1, null, true, 'b'], 'c d': 4711 }), { a: [1, null, true, 'b'], 'c d': 4711 })
})

test('a text that was cut short in the middle of a value keeps nothing of the value', () => {
  assert.equal(redaction.text('the key is sk-live-47...'), 'the key is [secret]...')
  assert.equal(redaction.text('the key is sk-live-47\n[log truncated]\n'), 'the key is [secret]\n[log truncated]\n')
  // That a text ends so by itself says nothing.
  assert.equal(redaction.text('it begins with sk-live'), 'it begins with sk-live')
})

test('values are taken out of names of fields, numbers and nested lists', () => {
  const numeric = Redaction.of([{ name: 'PIN', value: '12345678' }])!
  assert.deepEqual(numeric.json({ 12345678: [[12345678, 1234567, '12345678']] }), {
    '[secret PIN]': [['[secret PIN]', 1234567, '[secret PIN]']],
  })
})

test('a key of many lines is taken out line by line', () => {
  const key = Redaction.of([{ name: 'PEM', value: '-----BEGIN KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQEF\n-----END KEY-----' }])!
  assert.equal(key.text('MIIEvQIBADANBg'), '[secret PEM]')
  assert.equal(key.text('line 2: kqhkiG9w0BAQEF.'), 'line 2: [secret PEM].')
})

test('what is printed in pieces is told without the value, and all of it', () => {
  const told: string[] = []
  const results: { logs: { text: string }[] }[] = []
  const events = redactedEvents([{ name: 'KEY', value: 'sk-live-4711' }], {
    onStarted: () => undefined,
    onLog: ({ text }) => void told.push(text),
    onStep: () => undefined,
    onResult: (result) => void results.push(result),
  })
  for (const text of ['a\nthe key sk-', 'live-', '4711 is', ' mine\nb', 'c']) events.onLog({ stream: 'stdout', text, at: 1 })
  assert.deepEqual(told, ['a\n', 'the key [secret KEY] is mine\n'])
  const facts = { startedAt: 1, durationMs: 1, cpuMs: 1, peakMemoryKb: 1, logs: [], steps: [] }
  events.onResult({ status: 'completed', output: 'sk-live-4711', ...facts })
  assert.deepEqual(told.join(''), 'a\nthe key [secret KEY] is mine\nbc')
  assert.equal(results[0]!.logs.map(({ text }) => text).join(''), told.join(''))
  assert.doesNotMatch(JSON.stringify(results), /4711/)
})

test('a line without an end is told in parts, and holds no value either', () => {
  const told: string[] = []
  const nothing = () => undefined
  const events = redactedEvents([{ name: 'KEY', value: 'sk-live-4711' }], {
    onStarted: nothing,
    onLog: ({ text }) => void told.push(text),
    onStep: nothing,
    onResult: nothing,
  })
  for (let i = 0; i < 30_000; i++) events.onLog({ stream: 'stdout', text: 'sk-live', at: 1 })
  for (let i = 0; i < 30_000; i++) events.onLog({ stream: 'stdout', text: i % 2 ? '-4711' : 'sk-live', at: 1 })
  assert.ok(told.length > 1)
  assert.doesNotMatch(told.join(''), /sk-live-4711/)
})

test('a search takes as long as the text, whatever the text and the keywords are', () => {
  const search = new KeywordSearch([`${'a'.repeat(16_000)}b`, 'a'.repeat(15_000), `${'a'.repeat(8_000)}c`])
  const before = process.cpuUsage()
  const { found } = search.search('a'.repeat(2_000_000))
  assert.deepEqual(found, [{ start: 0, end: 2_000_000, index: 1 }])
  // Comparing at each place would take hours.
  assert.ok(process.cpuUsage(before).user < 10_000_000)
})

test('keywords that overlap are one stretch', () => {
  const { found } = new KeywordSearch(['abc', 'bcd', 'cde', 'x']).search('_abcde_x_bc')
  assert.deepEqual(found, [
    { start: 1, end: 6, index: 2 },
    { start: 7, end: 8, index: 3 },
  ])
})
