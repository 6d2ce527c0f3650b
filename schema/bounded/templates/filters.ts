import { MAX_TEMPLATE_STEPS } from '../limits.ts'
import { entriesOf, jsonOf, listOf, type Meter, number, order, TemplateError, textOf, truthy } from './values.ts'

interface FilterArguments {
  positional: unknown[]
  named: Record<string, unknown>
  meter: Meter
}

type Filter = (value: unknown, given: FilterArguments) => unknown

const argument = ({ positional, named }: FilterArguments, index: number, name: string) => positional[index] ?? named[name]

/** A text that is going to be read. @param cost of a character, in those of a plain copy */
function read(value: unknown, meter: Meter, cost = 1): string {
  const text = textOf(value, meter)
  meter.characters(text.length * cost)
  return text
}

function list(value: unknown, { meter }: FilterArguments): unknown[] {
  const items = listOf(value, meter)
  meter.step(items.length)
  return items
}

/** A list whose items are going to be compared, each with so many others. */
function compared(value: unknown, given: FilterArguments, times = 1): unknown[] {
  const items = list(value, given)
  given.meter.step(items.length * times)
  for (const item of items) if (typeof item === 'string') given.meter.characters(item.length * times)
  return items
}

function attributeOf(item: unknown, name: string, meter: Meter): unknown {
  meter.characters(name.length)
  return name
    .split('.')
    .reduce<unknown>(
      (value, part) => (value !== null && typeof value === 'object' && Object.hasOwn(value, part) ? Reflect.get(value, part) : undefined),
      item,
    )
}

function sort(value: unknown, given: FilterArguments): unknown[] {
  const { meter } = given
  const attribute = argument(given, -1, 'attribute')
  const items = list(value, given)
  const keys = items.map((item) => {
    if (attribute !== undefined) return attributeOf(item, textOf(attribute, meter), meter)
    return typeof item === 'string' ? read(item, meter).toLowerCase() : item
  })
  compared(keys, given, Math.ceil(Math.log2(items.length + 1)))
  const sorted = items.map((item, i) => ({ item, key: keys[i] })).sort((a, b) => order(a.key, b.key))
  const values = sorted.map(({ item }) => item)
  return truthy(argument(given, 0, 'reverse') ?? false, meter) ? values.reverse() : values
}

function join(value: unknown, given: FilterArguments): string {
  const { meter } = given
  const attribute = argument(given, 1, 'attribute')
  const separator = textOf(argument(given, 0, 'd') ?? '', meter)
  const texts = list(value, given).map((item) =>
    textOf(attribute === undefined ? item : attributeOf(item, textOf(attribute, meter), meter), meter),
  )
  return joined(texts, separator, meter)
}

export function joined(texts: string[], separator: string, meter: Meter): string {
  meter.length(texts.reduce((sum, text) => sum + text.length + separator.length, 0))
  return texts.join(separator)
}

export function replace(value: unknown, from: string, to: string, meter: Meter): string {
  const text = read(value, meter)
  if (from === '') return text
  const parts = split(text, from, meter)
  meter.length(text.length + (parts.length - 1) * to.length)
  return parts.join(to)
}

/** @param separator absent: any white space */
export function split(value: unknown, separator: string | undefined, meter: Meter): string[] {
  const text = read(value, meter)
  const parts =
    separator === undefined ? text.split(/\s+/, MAX_TEMPLATE_STEPS + 1).filter(Boolean) : text.split(separator, MAX_TEMPLATE_STEPS + 1)
  meter.step(parts.length)
  return parts
}

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase()

/** Characters whose cost is far more than that of a copy. */
const COSTLY = 10

export const title = (value: unknown, meter: Meter) => read(value, meter, COSTLY).replace(/[\p{L}\p{N}']+/gu, capitalized)
export const upper = (value: unknown, meter: Meter) => read(value, meter).toUpperCase()
export const lower = (value: unknown, meter: Meter) => read(value, meter).toLowerCase()
export const trim = (value: unknown, meter: Meter) => read(value, meter).trim()

function escapeHtml(value: unknown, { meter }: FilterArguments): string {
  const text = read(value, meter, COSTLY).replace(
    /[&<>"']/g,
    (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' })[char]!,
  )
  meter.length(text.length)
  return text
}

/** Jinja's filters that make sense in a prompt. */
export const FILTERS: Record<string, Filter> = {
  abs: (value) => Math.abs(number(value)),
  capitalize: (value, { meter }) => capitalized(read(value, meter)),
  count: length,
  dictsort(value, given) {
    const entries = entriesOf(value, given.meter)
    compared(
      entries.map(([key]) => key),
      given,
      Math.ceil(Math.log2(entries.length + 1)),
    )
    return entries.sort(([a], [b]) => order(a, b))
  },
  e: escapeHtml,
  escape: escapeHtml,
  first: (value, given) => list(value, given)[0],
  float: (value, given) => numberOr(value, argument(given, 0, 'default') ?? 0, given.meter),
  indent(value, given) {
    const width = Math.min(number(argument(given, 0, 'width') ?? 4), 100)
    return replace(value, '\n', `\n${' '.repeat(Math.max(width, 0))}`, given.meter)
  },
  int: (value, given) => Math.trunc(number(numberOr(value, argument(given, 0, 'default') ?? 0, given.meter))),
  items: (value, { meter }) => entriesOf(value, meter),
  join,
  last: (value, given) => list(value, given).at(-1),
  length,
  list: (value, given) => [...list(value, given)],
  lower: (value, { meter }) => lower(value, meter),
  map(value, given) {
    const { named, positional, meter } = given
    const { attribute } = named
    if (attribute !== undefined)
      return list(value, given).map((item) => attributeOf(item, textOf(attribute, meter), meter) ?? named.default ?? null)
    const name = textOf(positional[0], meter)
    const filter = Object.hasOwn(FILTERS, name) ? FILTERS[name] : undefined
    if (!filter) throw new TemplateError(`there is no filter named ${name.slice(0, 50)}`)
    return list(value, given).map((item) => filter(item, { ...given, positional: positional.slice(1) }))
  },
  max: (value, given) => compared(value, given).reduce((most, item) => (order(item, most) > 0 ? item : most)),
  min: (value, given) => compared(value, given).reduce((least, item) => (order(item, least) < 0 ? item : least)),
  reject: (value, given) => list(value, given).filter((item) => !truthy(item, given.meter)),
  replace: (value, { positional: [from, to], meter }) => replace(value, textOf(from, meter), textOf(to, meter), meter),
  reverse: (value, given) => (typeof value === 'string' ? list(value, given).reverse().join('') : list(value, given).toReversed()),
  round(value, given) {
    const factor = 10 ** Math.min(number(argument(given, 0, 'precision') ?? 0), 15)
    return Math.round(number(value) * factor) / factor
  },
  safe: (value) => value,
  select: (value, given) => list(value, given).filter((item) => truthy(item, given.meter)),
  sort,
  string: (value, { meter }) => textOf(value, meter),
  sum: (value, given) =>
    list(value, given).reduce<number>((sum, item) => {
      const { attribute } = given.named
      return sum + number(attribute ? attributeOf(item, textOf(attribute, given.meter), given.meter) : item)
    }, 0),
  title: (value, { meter }) => title(value, meter),
  tojson: (value, given) =>
    jsonOf(value, Math.min(Math.max(Math.trunc(Number(argument(given, 0, 'indent') ?? 0)) || 0, 0), 10), given.meter),
  trim: (value, { meter }) => trim(value, meter),
  truncate(value, given) {
    const text = textOf(value, given.meter)
    const length = number(argument(given, 0, 'length') ?? 255)
    return text.length <= length ? text : `${text.slice(0, Math.max(0, length - 3))}...`
  },
  unique: (value, given) => [...new Set(compared(value, given))],
  upper: (value, { meter }) => upper(value, meter),
  wordcount: (value, { meter }) => split(value, undefined, meter).length,
}

function length(value: unknown, given: FilterArguments): number {
  if (typeof value !== 'string') return list(value, given).length
  given.meter.characters(value.length * 2)
  let characters = 0
  for (const _ of value) characters++
  return characters
}

function numberOr(value: unknown, fallback: unknown, meter: Meter): unknown {
  const parsed = typeof value === 'number' ? value : Number.parseFloat(textOf(value, meter))
  return Number.isNaN(parsed) ? fallback : parsed
}
