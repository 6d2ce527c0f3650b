import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { linearPattern } from './pattern.ts'

const matches = (source: string, text: string): boolean => {
  const pattern = linearPattern(source)
  if ('unsupported' in pattern) throw new Error(pattern.unsupported)
  return pattern.test(text)
}

/** Regular expressions as people write them, by their grammar. */
const source: fc.Arbitrary<string> = fc.letrec<{ pattern: string; atom: string }>((tie) => ({
  pattern: fc
    .array(fc.array(tie('atom'), { maxLength: 3 }), { minLength: 1, maxLength: 2 })
    .map((alternatives) => alternatives.map((atoms) => atoms.join('')).join('|')),
  atom: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(
      ...[
        'a',
        'b',
        ' ',
        '.',
        '\\d',
        '\\D',
        '\\w',
        '\\W',
        '\\s',
        '\\S',
        '\\b',
        '\\B',
        '^',
        '$',
        '\\n',
        '\\t',
        '\\v',
        '\\f',
        '\\x41',
        '\\u00e9',
      ],
      ...[
        '\\u{1f600}',
        '\\cJ',
        '\\0',
        '\\/',
        '\\.',
        '\\p{L}',
        '\\P{Lu}',
        '\\p{Script=Greek}',
        '[a-c]',
        '[^a]',
        '[]',
        '[^]',
        '[\\s\\d-]',
        '[^\\W_]',
      ],
      ...[
        '[\\b]',
        '[\\S]',
        '[\\]]',
        '[\\-a]',
        '[[a]',
        '[:alpha:]',
        '[\\p{Lu}x]',
        '\\$',
        '\\\\',
        'é',
        '😀',
        '#',
        '&&',
        '~',
        '-',
        ',',
        '"',
        'Z',
      ],
    ),
    tie('pattern').map((pattern) => `(?:${pattern})`),
    tie('pattern').map((pattern) => `(${pattern})`),
    fc
      .tuple(
        tie('pattern').filter((pattern) => pattern !== ''),
        fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '{2,}', '*?', '+?', '??'),
      )
      .map(([pattern, times]) => `(?:${pattern})${times}`),
  ),
})).pattern

const letters = fc.constantFrom(
  ...'abAZz019_- \n\r\t\v\f\0.,\\/$#&~"é😀Ωß'.split(/(?:)/u),
  '\u2028',
  '\u00a0',
  '\ufeff',
  '\b',
  ']',
  '[',
  ':',
)

suite('a pattern', () => {
  test('matches what ECMAScript matches', () => {
    const texts = fc.array(fc.string({ unit: letters, maxLength: 8 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(source, texts, (pattern, candidates) => {
        fc.pre(!('unsupported' in linearPattern(pattern)) || !/[{]/.test(pattern))
        for (const text of candidates)
          assert.equal(matches(pattern, text), new RegExp(pattern, 'u').test(text), `${pattern} on ${JSON.stringify(text)}`)
      }),
      { numRuns: 3_000 },
    )
  })

  test('reads the words that RE2 would read in another way as ECMAScript does', () => {
    for (const [pattern, text] of [
      ['^\\s$', '\u00a0'],
      ['^.$', '\r'],
      ['^a$', 'a\n'],
      ['^[[:alpha:]$', ':'],
      ['^[^]$', '\n'],
      ['[]', 'a'],
    ] as const)
      assert.equal(matches(pattern, text), new RegExp(pattern, 'u').test(text), pattern)
  })

  test('that looks around, refers back or is too large says so', () => {
    const unsupported = [
      '(?=a)b',
      '(?!a)',
      '(?<=a)b',
      '(?<!a)b',
      '(a)\\1',
      '(?<x>a)\\k<x>',
      'a{1001}',
      '(?:a{100}){100}',
      '\\p{Emoji}',
      'a'.repeat(1001),
    ]
    for (const pattern of unsupported)
      assert.equal(typeof (linearPattern(pattern) as { unsupported: string }).unsupported, 'string', pattern)
  })

  test('that is none is a SyntaxError', () => {
    for (const pattern of ['(', '[', 'a{2,1}', '\\', '*', '\\-', '(?<a', '{'])
      assert.throws(() => linearPattern(pattern), SyntaxError, pattern)
  })

  test('takes a time that grows with the text alone', () => {
    const hostile = [
      '^(a+)+$',
      '(a|a)*$',
      '(.*a){12}$',
      '(a|aa)+$',
      '^(([a-z])+.)+[A-Z]([a-z])+$',
      '(x+x+)+y',
      '(a?){40}a{40}$',
      '([^"]|"")*"$',
    ]
    for (const pattern of hostile) {
      const began = process.cpuUsage()
      matches(pattern, `${'a'.repeat(100_000)}!`)
      const { user, system } = process.cpuUsage(began)
      assert.ok((user + system) / 1000 < 3_000, pattern)
    }
  })
})
