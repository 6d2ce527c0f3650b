// Templates as Jinja2 itself renders them, and the worst of them, which end in time and reach nothing.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, suite, test } from 'node:test'
import type { Sandbox } from '../../../workers/sandbox/index.ts'
import { type PackageStore, packageStore } from '../../../workers/sandbox/packages.testing.ts'
import { testSandbox } from '../../../workers/sandbox/sandbox.testing.ts'
import { engineFolder } from './engine-folder.ts'
import { type Rendering, TEMPLATES_MS, TemplateEngine } from './template-engine.ts'

/** What Jinja2 3.1.6, installed by pip beside a Python of its own, made of these with `StrictUndefined`, `trim_blocks` and `lstrip_blocks`. */
const { variables, cases } = JSON.parse(readFileSync(path.join(import.meta.dirname, 'jinja2-cases.json'), 'utf8')) as {
  variables: Record<string, unknown>
  cases: { template: string; text: string }[]
}

let store: PackageStore
let sandbox: Sandbox & AsyncDisposable
let engine: TemplateEngine

before(async () => {
  store = await packageStore()
  sandbox = await testSandbox({ packagesDir: store.dir })
  engine = new TemplateEngine({ sandbox, folder: await engineFolder(), store: store.dir, python: undefined })
})
after(async () => {
  await sandbox?.[Symbol.asyncDispose]()
  await store?.[Symbol.asyncDispose]()
})

async function render(source: string, given: Record<string, unknown> = variables): Promise<Rendering> {
  const [rendering] = await engine.render('ada', { templates: [[source, 0]], variables: [JSON.stringify(given)] })
  return rendering!
}

const check = (...sources: string[]) => engine.render('ada', { templates: sources.map((source) => [source, null]), variables: [] })

async function faultOf(source: string): Promise<{ error: string; line: number | null }> {
  const rendering = await render(source)
  assert.ok('error' in rendering, `${source.slice(0, 100)} makes ${JSON.stringify(rendering).slice(0, 200)}`)
  return rendering
}

test('Jinja2 and MarkupSafe are the files that their authors released', () => {
  const digests = {
    'jinja2-3.1.6-py3-none-any.whl': '85ece4451f492d0c13c5dd7c13a64681a86afae63a5f347908daf103ce6d2f67',
    'markupsafe-3.0.4.tar.gz': '2e9ad7dd851bf45fab9f75cbff4cb493fee9979e8d8c7c9c3ee119022518edd6',
  }
  for (const [file, digest] of Object.entries(digests)) {
    const content = readFileSync(path.join(import.meta.dirname, 'python', file))
    assert.equal(createHash('sha256').update(content).digest('hex'), digest, file)
  }
})

suite('every tag, filter, test, global and method', () => {
  test('there are at least 80 cases', () => assert.ok(cases.length >= 80))

  test('is what Jinja2 makes of it', async () => {
    const all = cases.map(({ template }): [string, number] => [template, 0])
    const renderings = await engine.render('ada', { templates: all, variables: [JSON.stringify(variables)] })
    for (const [i, { template, text }] of cases.entries()) assert.deepEqual(renderings[i], { text }, template)
  })

  test('that makes another text each time makes one', async () => {
    assert.ok(['3', '1', '2', '10'].includes((await textOf('{{ nums | random }}'))!))
    assert.equal((await textOf('{{ lipsum(n=2, html=false) }}'))!.split('\n\n').length, 2)
  })

  async function textOf(source: string): Promise<string | undefined> {
    const rendering = await render(source)
    return 'text' in rendering ? rendering.text : undefined
  }
})

suite('what is wrong with a template', () => {
  const wrong: [string, RegExp, number][] = [
    ['a\n{{ nobody }}', /^'nobody' is undefined$/, 2],
    ['{{ home.street }}', /has no attribute 'street'/, 1],
    ['\n\n{% if %}', /Expected an expression/, 3],
    ['{{ unclosed', /unexpected end of template/, 1],
    ['{% for x in nums %}', /Unexpected end of template.*endfor/, 1],
    ['x\n{{ name | shout }}', /No filter named 'shout'/, 2],
    ['{{ name is loud }}', /No test named 'loud'/, 1],
    ['{{ 1 / 0 }}', /ZeroDivisionError: division by zero/, 1],
    ['\n{{ name + 1 }}', /TypeError: can only concatenate str/, 2],
    ['{% include "other" %}', /\{% include %\} can't be used: a template stands alone/, 1],
    ['a\n{% import "x" as y %}', /\{% import %\} can't be used/, 2],
    ['{% from "x" import y %}', /\{% import %\} can't be used/, 1],
    ['{% extends "x" %}', /\{% extends %\} can't be used/, 1],
  ]
  for (const [source, reason, line] of wrong)
    test(`is said with its line: ${JSON.stringify(source)}`, async () => {
      const fault = await faultOf(source)
      assert.match(fault.error, reason)
      assert.equal(fault.line, line)
    })

  test('is found by a check without variables where it is one of syntax', async () => {
    const [good, bad] = await check('{{ nobody.at.all }}', '\n{{ 1 + }}')
    assert.deepEqual(good, { text: '' })
    assert.ok(bad && 'error' in bad && bad.line === 2)
  })

  test('does not keep the others of the request from being rendered', async () => {
    const templates: [string, number][] = [
      ['{{ nobody }}{{ tags.append("changed") }}', 0],
      ['{% set _ = tags.append(1) %}', 0],
      ['Hi {{ name }} {{ tags }}', 0],
    ]
    const renderings = await engine.render('ada', { templates, variables: [JSON.stringify(variables)] })
    assert.ok('error' in renderings[0]!)
    assert.deepEqual(renderings[2], { text: "Hi ada ['maths', 'engines']" })
  })
})

suite('a template that wants out', () => {
  const outward = [
    '{{ name.__class__.__mro__ }}',
    '{{ name["__class__"] }}',
    '{{ name | attr("__class__") }}',
    '{{ "{0.__class__}".format(name) }}',
    '{{ ("{0.__cl" ~ "ass__}").format(name) }}',
    '{{ "%s" | format(name) | attr("format") | attr("__self__") }}',
    '{{ "{x.__class__}".format_map({"x": name}) }}',
    '{{ ("{x.__class__}" | attr("format"))(x=name) }}',
    '{{ ["{0.__class__}"] | map(attribute="format.__self__") | join }}',
    '{{ self.__init__.__globals__ }}',
    '{{ cycler.__init__.__globals__.os }}',
    '{{ lipsum.__globals__["os"].popen("id").read() }}',
    '{{ namespace.__init__ }}',
    '{{ home.__proto__ }}{{ home.constructor }}',
    '{{ name.constructor("return process")() }}',
    '{{ config }}',
    '{% for c in [].__class__.__base__.__subclasses__() %}{{ c }}{% endfor %}',
    '{{ (1).__class__ }}',
    '{% set x = namespace() %}{% set x.__class__ = 1 %}{{ x.__class__ }}',
    '{% macro m() %}{% endmacro %}{{ m.__code__ }}',
  ]
  for (const source of outward)
    test(`is refused: ${source}`, async () =>
      assert.match((await faultOf(source)).error, /unsafe|undefined|not allowed|no attribute|has no/))

  test('finds names of JavaScript in its variables to be names like others', async () => {
    const given = JSON.parse('{"__proto__": {"a": 1}, "constructor": "c", "prototype": {"b": 2}}')
    assert.deepEqual(await render('{{ constructor }} {{ prototype.b }}', given), { text: 'c 2' })
  })
})

suite('a template that is too much', () => {
  const excessive: Record<string, string> = {
    'a range of a billion': '{{ range(10**9) | list }}',
    'loops in loops': '{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}',
    'a text that doubles': `{% set s = "x" %}${'{% set s = s ~ s %}'.repeat(60)}{{ s }}`,
    'a list that doubles': `{% set s = [1] %}${'{% set s = s + s %}'.repeat(60)}{{ s | length }}`,
    'a repeated text': '{{ "x" * 10**10 }}',
    'a long repeated text, again and again': '{% for n in range(100000) %}{{ "x" * 10**6 }}{% endfor %}',
    'a wide center': '{{ "x" | center(10**9) }}',
    'a wide batch': '{{ [1] | batch(10**9, "x") | list }}',
    'many slices': '{{ [1] | slice(10**9) | list }}',
    'a wide indent': '{{ "a\nb" | indent(10**9) }}',
    'a wide format': '{{ "%1000000000d" | format(1) }}{{ "{:>1000000000}".format(1) }}',
    'a long lorem ipsum': '{{ lipsum(n=10**7) }}',
    'a huge power': '{{ 9 ** (9 ** 9) }}',
    'a macro that calls itself': '{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}',
    'macros that double': `{% macro m0() %}xxxxxxxxxx{% endmacro %}${Array.from({ length: 30 }, (_, i) => `{% macro m${i + 1}() %}{{ m${i}() }}{{ m${i}() }}{% endmacro %}`).join('')}{{ m30() }}`,
    'deep parentheses': `{{ ${'('.repeat(50_000)}1${')'.repeat(50_000)} }}`,
    'deep conditions': `${'{% if true %}'.repeat(20_000)}${'{% endif %}'.repeat(20_000)}`,
    'deep lists': `{{ ${'['.repeat(20_000)}${']'.repeat(20_000)} }}`,
    'a recursive loop without an end': '{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}',
    'a text of two million characters': '{% for n in range(2000) %}{{ "x" * 1000 }}{% endfor %}',
  }
  for (const [what, source] of Object.entries(excessive))
    test(`ends in time: ${what}`, async () => {
      const began = performance.now()
      const { error } = await faultOf(source)
      assert.match(error, /memory|longer|too big|too deep|could not|nested|Error/i)
      // The deadline is the sandbox's: what is beyond it is what this machine does besides.
      assert.ok(performance.now() - began < TEMPLATES_MS + 2_000, `${Math.round(performance.now() - began)} ms`)
    })

  test('leaves the next one as it was', async () => assert.deepEqual(await render('{{ 1 + 1 }}'), { text: '2' }))

  test('a wide wrap does no harm', async () => assert.deepEqual(await render('{{ "a b" | wordwrap(10**9) }}'), { text: 'a b' }))
})
