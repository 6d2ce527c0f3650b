import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { renderTemplate, TemplateError } from './template.ts'

const person = { name: 'ada', tags: ['maths', 'engines'], home: { city: 'London' }, age: 36, empty: [] as string[] }

suite('templates', () => {
  const cases: [string, string][] = [
    ['no template at all', 'no template at all'],
    ['Hello {{ name }}!', 'Hello ada!'],
    ['{{ name | title }} of {{ home.city }}, {{ home["city"] | upper }}', 'Ada of London, LONDON'],
    ['{{ age + 1 }} {{ age / 8 }} {{ age // 5 }} {{ age % 5 }} {{ 2 ** 3 }} {{ -age }}', '37 4.5 7 1 8 -36'],
    ['{{ name ~ 1 }} {{ "a" + "b" }}', 'ada1 ab'],
    ['{% for tag in tags %}{{ loop.index }}:{{ tag }}{% if not loop.last %}, {% endif %}{% endfor %}', '1:maths, 2:engines'],
    ['{% for key, value in home.items() %}{{ key }}={{ value }}{% endfor %}', 'city=London'],
    ['{% for key, value in home %}{{ key }}={{ value }}{% endfor %}', 'city=London'],
    ['{% for x in empty %}x{% else %}none{% endfor %}', 'none'],
    ['{% if age > 30 and "maths" in tags %}yes{% elif age %}no{% else %}never{% endif %}', 'yes'],
    ['{% if 1 < age < 40 %}young{% endif %}', 'young'],
    ['{{ "yes" if empty else "no" }}', 'no'],
    ['{% set greeting = "hi" %}{{ greeting }} {{ name }}', 'hi ada'],
    ['{% set block %}a{{ age }}{% endset %}{{ block }}', 'a36'],
    ['{{ nobody | default("somebody") }} {{ nobody.at.all | default("x") }}', 'somebody x'],
    ['{{ nobody is defined }} {{ name is defined }} {{ name is string }} {{ name is not none }}', 'false true true true'],
    [
      '{{ tags | join(" & ") }} {{ tags | length }} {{ tags | first }} {{ tags | last }} {{ tags | sort | join(",") }}',
      'maths & engines 2 maths engines engines,maths',
    ],
    ['{{ home | tojson }} {{ tags }}', '{"city":"London"} ["maths","engines"]'],
    ['{{ "<b>" }} {{ "<b>" | e }}', '<b> &lt;b&gt;'],
    ['{{ 3.14159 | round(2) }} {{ "7" | int + 1 }} {{ "a b c" | wordcount }}', '3.14 8 3'],
    ['{{ "x,y".split(",") | join("-") }} {{ name.upper() }} {{ "a".join(["1", "2"]) }} {{ home.get("zip", "none") }}', 'x-y ADA 1a2 none'],
    ['{% for n in range(1, 4) %}{{ n }}{% endfor %}', '123'],
    ['a\n  {% if true %}\nb\n  {% endif %}\nc', 'a\nb\nc'],
    ['{# a comment #}{{ True }} {{ None is none }}', 'true true'],
    ['{{ tags | map("upper") | join(" ") }} {{ [{"a": 1}, {"a": 2}] | sum(attribute="a") }}', 'MATHS ENGINES 3'],
  ]
  for (const [source, expected] of cases)
    test(`renders ${JSON.stringify(source)}`, () => assert.equal(renderTemplate(source, person), expected))

  const refused = [
    '{{ nobody }}',
    '{{ home.zip }}',
    '{% if nobody %}x{% endif %}',
    '{{ name.constructor }}',
    '{{ name["constr" ~ "uctor"] }}',
    '{{ tags["__proto__"] }}',
    '{{ home.__proto__ }}',
    '{{ home.toString }}',
    '{{ "".constructor.constructor("return process")() }}',
    '{{ (1).constructor }}',
    '{{ home.items.constructor }}',
    '{{ home.hasOwnProperty("city") }}',
    '{{ name | constructor }}',
    '{{ name is __proto__ }}',
    '{{ r/(a+)+$/ }}',
    '{% include "/etc/passwd" %}',
    '{% import "x" as y %}',
    '{% extends "x" %}',
    '{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}',
    '{{ cycler("a") }}',
    '{% if %}',
    '{{ unclosed',
    '{{ name + }}',
  ]
  for (const source of refused) test(`refuses ${source}`, () => assert.throws(() => renderTemplate(source, person), TemplateError))

  const excessive = [
    '{% for a in range(99999999) %}x{% endfor %}',
    '{% for a in range(1000) %}{% for b in range(1000) %}{% endfor %}{% endfor %}',
    `{% set s = "x" %}${'{% set s = s ~ s %}'.repeat(40)}{{ s }}`,
    '{% set s %}{% for a in range(1000) %}aaaaaaaaaa{% endfor %}{% endset %}{{ s | replace("a", s) | length }}',
    `${'{% if true %}'.repeat(20_000)}${'{% endif %}'.repeat(20_000)}`,
    '{{ range(50000) | join(range(50000) | join("x")) }}',
  ]
  for (const source of excessive)
    test(`stops ${source.slice(0, 60)} within a second`, () => {
      const start = performance.now()
      assert.throws(() => renderTemplate(source, person), TemplateError)
      assert.ok(performance.now() - start < 1000)
    })
})
