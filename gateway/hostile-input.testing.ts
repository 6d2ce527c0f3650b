// What an attacker would send to block the platform.

const MB = 2 ** 20
const many = (n: number, item: (i: number) => string) => Array.from({ length: n }, (_, i) => item(i)).join(',')
const listOf = (n: number, item: (i: number) => string) => `[${many(n, item)}]`
const objectOf = (n: number, member: (i: number) => string) => `{${many(n, member)}}`

/** 10 MB of escapes: of all texts it takes V8 longest to read and to write. */
export const ESCAPES = `"${'\\"'.repeat(5 * MB)}"`

/** The most that may be sent, in each of the ways that are dear to something. */
export const JSONS: Record<string, string> = {
  '10 MB of escapes': ESCAPES,
  '10 MB of control characters': `"${'\\u0001'.repeat((10 * MB) / 6)}"`,
  'a number of 2 MB': '1'.repeat(2 * MB),
  '10 MB of white space': `${' '.repeat(10 * MB)}1`,
  '100,000 numbers': listOf(99_000, () => String(Math.random())),
  '100,000 texts': listOf(99_000, (i) => `"s${i}"`),
  '100,000 lists': listOf(49_000, () => '[]'),
  'as many objects as may be': listOf(33_000, () => '{"a":1,"b":"x"}'),
  'as many shapes as may be': listOf(14_000, (i) => `{"k${i}":1}`),
  'as many names as may be': objectOf(16_000, (i) => `"k${i}":1`),
  'as many levels as may be': listOf(500, () => `${'['.repeat(190)}${']'.repeat(190)}`),
}

/** More than may be sent, of what costs most to parse. */
export const TOO_MANY = listOf(3 * MB, () => '[]')

const deep = (levels: number, leaf: unknown): unknown => (levels === 0 ? leaf : { a: deep(levels - 1, leaf), b: deep(0, leaf) })
const named = (n: number, value: unknown) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`p${i}`, value]))
const doubling = (levels: number) => ({
  ...Object.fromEntries(
    Array.from({ length: levels }, (_, i) => [`d${i}`, { allOf: [{ $ref: `#/$defs/d${i + 1}` }, { $ref: `#/$defs/d${i + 1}` }] }]),
  ),
  [`d${levels}`]: { type: 'object' },
})
const text = (schema: object) => ({ type: 'object', properties: { a: { type: 'string', ...schema } } })

/** Schemas, and values that make them work. */
export const SCHEMAS: Record<string, { schema: object; value: unknown }> = {
  'a pattern that backtracks': { schema: text({ pattern: '^(a+)+$' }), value: { a: `${'a'.repeat(100_000)}!` } },
  'a pattern that backtracks and looks ahead': { schema: text({ pattern: '^(?=a)(a+)+$' }), value: { a: `${'a'.repeat(40)}!` } },
  'a pattern that refers back': { schema: text({ pattern: '(a*)*\\1b' }), value: { a: 'a'.repeat(30_000) } },
  'a pattern of many states': { schema: text({ pattern: '(?:a?){140}a{140}' }), value: { a: 'a'.repeat(1_000_000) } },
  'patterns of 90 KB': {
    schema: { type: 'object', anyOf: Array.from({ length: 90 }, (_, i) => ({ pattern: `(?:\\p{L}\\s\\S){90}${'x'.repeat(900)}${i}` })) },
    value: {},
  },
  'patterns for names': { schema: { type: 'object', patternProperties: named(1000, { type: 'string' }) }, value: named(16_000, 'x') },
  'the format url': { schema: text({ format: 'url' }), value: { a: `http://${'a'.repeat(3_000_000)}` } },
  'the format email': { schema: text({ format: 'email' }), value: { a: 'a.'.repeat(3_000_000) } },
  'the format date-time': { schema: text({ format: 'date-time' }), value: { a: ' '.repeat(6_000_000) } },
  'the format regex': { schema: text({ format: 'regex' }), value: { a: '('.repeat(6_000_000) } },
  'a length of characters': { schema: text({ minLength: 5_000_000 }), value: { a: '😀'.repeat(2_500_000) } },
  'branches that double with each level': {
    schema: { type: 'object', properties: { a: { anyOf: [{ $ref: '#' }, { $ref: '#' }] } } },
    value: deep(60, 1),
  },
  'a reference to itself': { schema: { type: 'object', $ref: '#' }, value: {} },
  'a reference that loops': {
    schema: { type: 'object', $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } },
    value: {},
  },
  'a tree of itself': { schema: { type: 'object', properties: { a: { $ref: '#' }, b: { $ref: '#' } } }, value: deep(190, {}) },
  'references that double 40 times': { schema: { type: 'object', $defs: doubling(40), $ref: '#/$defs/d0' }, value: {} },
  'items that must differ': {
    schema: { type: 'object', properties: { a: { uniqueItems: true } } },
    value: { a: Array.from({ length: 14_000 }, (_, i) => ({ n: i })) },
  },
  'lists that must differ, of lists': {
    schema: { type: 'object', properties: { a: { uniqueItems: true } } },
    value: { a: Array.from({ length: 300 }, (_, i) => [...Array(300).keys(), i]) },
  },
  '90 KB of properties': {
    schema: { type: 'object', properties: named(3_000, { type: 'string', minLength: 1 }) },
    value: named(5_000, 'x'),
  },
  '90 KB of alternatives': { schema: { type: 'object', oneOf: Array.from({ length: 4_500 }, (_, i) => ({ const: i })) }, value: {} },
  '90 KB of conditions': {
    schema: {
      type: 'object',
      allOf: Array.from({ length: 1_100 }, (_, i) => ({ if: { required: [`k${i}`] }, else: { minProperties: 1 } })),
    },
    value: named(1_000, 1),
  },
  '90 KB of one enum': {
    schema: { type: 'object', properties: { a: { enum: Array.from({ length: 9_000 }, (_, i) => ({ n: i })) } } },
    value: { a: { n: -1 } },
  },
  '90 KB of dependencies': { schema: { type: 'object', dependentRequired: named(2_500, ['p1', 'p2', 'p3']) }, value: named(5_000, 1) },
  'a schema for each of 99,000 items': {
    schema: { type: 'object', properties: { a: { items: { anyOf: Array.from({ length: 90 }, (_, i) => ({ const: `${i}` })) } } } },
    value: { a: Array(99_000).fill('x') },
  },
  'contains in contains': {
    schema: { type: 'object', properties: { a: { contains: { contains: { contains: { const: 1 } } } } } },
    value: { a: Array.from({ length: 40 }, () => Array.from({ length: 40 }, () => Array(40).fill(2))) },
  },
  'what is not evaluated': {
    schema: {
      type: 'object',
      anyOf: Array.from({ length: 200 }, (_, i) => ({ properties: { [`p${i}`]: {} } })),
      unevaluatedProperties: false,
    },
    value: named(10_000, 1),
  },
  'defaults that multiply': {
    schema: { type: 'object', properties: { a: { items: { type: 'object', properties: { b: { default: 'x'.repeat(50_000) } } } } } },
    value: { a: Array.from({ length: 33_000 }, () => ({})) },
  },
  'names that are many': {
    schema: { type: 'object', propertyNames: { pattern: '^(k|p)+[0-9]*$' }, additionalProperties: { type: 'integer' } },
    value: named(16_000, 1),
  },
  '190 levels': {
    schema: Array.from({ length: 90 }).reduce<object>((inner) => ({ type: 'object', properties: { a: inner } }), {}),
    value: deep(190, {}),
  },
  'more than may be': { schema: { type: 'object', description: 'x'.repeat(5_000_000), enum: Array(30_000).fill(1) }, value: {} },
}

/** What templates are rendered with. */
export const TEMPLATE_INPUT = JSON.stringify({
  big: 'aB '.repeat(200_000),
  list: Array.from({ length: 1_000 }, (_, i) => 'x'.repeat(250) + i),
  names: named(8_000, 1),
  deep: deep(60, 1),
})

const loop = (body: string) => `{% for i in range(3000) %}${body}{% endfor %}`

/** Templates, all shorter than an initial message may be. */
export const TEMPLATES: Record<string, string> = {
  'a large text in a loop': loop('{% set x = big | upper %}'),
  'every filter in a loop': loop(
    ['lower', 'title', 'escape', 'wordcount', 'length', 'replace("a", "bb")', 'indent', 'tojson']
      .map((name) => `{% set x = big | ${name} %}`)
      .join(''),
  ),
  'an object in a loop': loop('{% if names and not deep and (names | tojson(indent=10)) and names.items() %}x{% endif %}'),
  'a sort in a loop': loop('{% set x = list | sort | unique | max %}'),
  'loops in loops': '{% for a in range(300) %}{% for b in range(300) %}{% for c in range(300) %}x{% endfor %}{% endfor %}{% endfor %}',
  'a text that doubles': `{% set s = "x" %}${'{% set s = s ~ s %}'.repeat(40)}{{ s }}`,
  'a raw block without an end': `{% raw %}${'{% raw '.repeat(13_000)}`,
  '10,000 outputs': '{{ 1 }}'.repeat(14_000),
  'a long expression': `{{ 1${' + 1'.repeat(20_000)} }}`,
  'parentheses without an end': `{{ ${'('.repeat(90_000)}`,
  'conditions in each other': `${'{% if true %}'.repeat(4_000)}${'{% endif %}'.repeat(4_000)}`,
  'a comment without an end': '{# '.repeat(30_000),
  'a text that is put in again and again': '{{ big }}'.repeat(9_000),
  'names without an end': '{{ a.'.repeat(18_000),
  'spaces without an end': `{{${' '.repeat(90_000)}`,
}

export const CRONS = [
  '0 0 30 2 *',
  '*/1 */1 */1 */1 */1',
  `${many(100_000, () => '0-59')} * * * *`,
  '1 '.repeat(5_000_000),
  '1,'.repeat(5_000_000),
  ' '.repeat(10_000_000),
  '0 0 29 2 1',
]

export const SEARCHES = ['%', '%a', '_%', '\\', '%_%_%_%_%_%_', 'a%'.repeat(50), '\\%'.repeat(50), '[%]']

export const DOCUMENTS = [
  `{ me { id } } #${'x'.repeat(10 * MB)}`,
  `{ me(a: "${'x'.repeat(10 * MB)}") { id } }`,
  '{'.repeat(90_000),
  `{ ${'me { id } '.repeat(9_000)} }`,
  `{ ${Array.from({ length: 8_000 }, (_, i) => `a${i}: me { id }`).join(' ')} }`,
  `query(${Array.from({ length: 5_000 }, (_, i) => `$v${i}: Int`).join(' ')}) { me { id } }`,
  `query($${'a'.repeat(32_000)}) { me { id } }`,
  `{ me { ${'...on User { '.repeat(5_000)} id ${'}'.repeat(5_000)} } }`,
  `{ me { ...A } } ${Array.from({ length: 2_000 }, (_, i) => `fragment F${i} on User { ...F${i + 1} }`).join(' ')}`,
  `{ me(a: ${'['.repeat(40_000)}) { id } }`,
  `{ me(a: """${'\\"""'.repeat(20_000)}""") { id } }`,
]

export const FORMS = [
  'a&'.repeat(7 * MB),
  Array.from({ length: 500_000 }, (_, i) => `k${i}=1`).join('&'),
  `a=${'%41'.repeat(5 * MB)}`,
  '+'.repeat(10 * MB),
  `a=${'x'.repeat(10 * MB)}`,
  'a[b]'.repeat(1_000),
  `{${' '.repeat(10 * MB)}`,
]

export const YAMLS = [
  `a: &a [x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 20 }, (_, i) => `${String.fromCharCode(98 + i)}: &${String.fromCharCode(98 + i)} [${`*${String.fromCharCode(97 + i)},`.repeat(9)}]`).join('\n')}`,
  '- '.repeat(5_000_000),
  '{'.repeat(1_000_000),
]

export const MESSAGES: unknown[] = [
  'x'.repeat(10 * MB),
  `${'['.repeat(1_000_000)}`,
  Array(33_000).fill({ type: 'text', text: 'x' }),
  Array(33_000).fill({ type: 'nothing' }),
  [{ type: 'image', image: `data:image/png;base64,${'A'.repeat(14 * MB)}` }],
  [{ type: 'image', image: `http://${'a'.repeat(14 * MB)}` }],
  [{ type: 'audio', data: `${'A'.repeat(14 * MB)}!`, format: 'wav' }],
  [{ type: 'file', file_url: `http://a/${'%41'.repeat(4 * MB)}` }],
]
