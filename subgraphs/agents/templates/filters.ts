import { listOf, type Meter, number, TemplateError, textOf, truthy } from './values.ts'

interface FilterArguments {
  positional: unknown[]
  named: Record<string, unknown>
  meter: Meter
}

type Filter = (value: unknown, given: FilterArguments) => unknown

const argument = ({ positional, named }: FilterArguments, index: number, name: string) => positional[index] ?? named[name]

function list(value: unknown, { meter }: FilterArguments): unknown[] {
  const items = listOf(value)
  meter.step(items.length)
  return items
}

const attributeOf = (item: unknown, name: string): unknown =>
  name
    .split('.')
    .reduce<unknown>(
      (value, part) => (value !== null && typeof value === 'object' && Object.hasOwn(value, part) ? (value as any)[part] : undefined),
      item,
    )

const byOrder = (a: any, b: any) => (a < b ? -1 : a > b ? 1 : 0)

function keyOf(given: FilterArguments): (item: unknown) => unknown {
  const attribute = argument(given, -1, 'attribute')
  return attribute === undefined
    ? (item) => (typeof item === 'string' ? item.toLowerCase() : item)
    : (item) => attributeOf(item, textOf(attribute))
}

function join(value: unknown, given: FilterArguments): string {
  const attribute = argument(given, 1, 'attribute')
  const separator = textOf(argument(given, 0, 'd') ?? '')
  const texts = list(value, given).map((item) => textOf(attribute === undefined ? item : attributeOf(item, textOf(attribute))))
  given.meter.length(texts.reduce((sum, text) => sum + text.length + separator.length, 0))
  return texts.join(separator)
}

export function replace(text: string, from: string, to: string, meter: Meter): string {
  if (from === '') return text
  const parts = text.split(from)
  meter.length(text.length + (parts.length - 1) * to.length)
  return parts.join(to)
}

const capitalize = (text: string) => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase()

export const title = (text: string) => text.replace(/[\p{L}\p{N}']+/gu, capitalize)

const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' })[char]!)

/** Jinja's filters that make sense in a prompt. */
export const FILTERS: Record<string, Filter> = {
  abs: (value) => Math.abs(number(value)),
  capitalize: (value) => capitalize(textOf(value)),
  count: (value, given) => list(value, given).length,
  dictsort: (value) => Object.entries(value as object).sort(([a], [b]) => byOrder(a, b)),
  e: (value) => escapeHtml(textOf(value)),
  escape: (value) => escapeHtml(textOf(value)),
  first: (value, given) => list(value, given)[0],
  float: (value, given) => numberOr(value, argument(given, 0, 'default') ?? 0),
  indent(value, given) {
    const width = Math.min(number(argument(given, 0, 'width') ?? 4), 100)
    return replace(textOf(value), '\n', `\n${' '.repeat(width)}`, given.meter)
  },
  int: (value, given) => Math.trunc(number(numberOr(value, argument(given, 0, 'default') ?? 0))),
  items: (value) => Object.entries(value as object),
  join,
  last: (value, given) => list(value, given).at(-1),
  length: (value, given) => list(value, given).length,
  list: (value, given) => [...list(value, given)],
  lower: (value) => textOf(value).toLowerCase(),
  map(value, given) {
    const attribute = given.named.attribute
    if (attribute !== undefined)
      return list(value, given).map((item) => attributeOf(item, textOf(attribute)) ?? given.named.default ?? null)
    const name = textOf(given.positional[0])
    const filter = Object.hasOwn(FILTERS, name) ? FILTERS[name] : undefined
    if (!filter) throw new TemplateError(`there is no filter named ${name}`)
    return list(value, given).map((item) => filter(item, { ...given, positional: given.positional.slice(1) }))
  },
  max: (value, given) => list(value, given).reduce((most, item) => (byOrder(item, most) > 0 ? item : most)),
  min: (value, given) => list(value, given).reduce((least, item) => (byOrder(item, least) < 0 ? item : least)),
  reject: (value, given) => list(value, given).filter((item) => !truthy(item)),
  replace: (value, given) => replace(textOf(value), textOf(given.positional[0]), textOf(given.positional[1]), given.meter),
  reverse: (value, given) => (typeof value === 'string' ? list(value, given).reverse().join('') : list(value, given).toReversed()),
  round(value, given) {
    const factor = 10 ** Math.min(number(argument(given, 0, 'precision') ?? 0), 15)
    return Math.round(number(value) * factor) / factor
  },
  safe: (value) => value,
  select: (value, given) => list(value, given).filter(truthy),
  sort(value, given) {
    const key = keyOf(given)
    const sorted = list(value, given).toSorted((a, b) => byOrder(key(a), key(b)))
    return truthy(argument(given, 0, 'reverse') ?? false) ? sorted.reverse() : sorted
  },
  string: (value) => textOf(value),
  sum: (value, given) =>
    list(value, given).reduce<number>(
      (sum, item) => sum + number(given.named.attribute ? attributeOf(item, textOf(given.named.attribute)) : item),
      0,
    ),
  title: (value) => title(textOf(value)),
  tojson: (value, given) => JSON.stringify(value, null, Math.min(Number(argument(given, 0, 'indent') ?? 0), 10)),
  trim: (value) => textOf(value).trim(),
  truncate(value, given) {
    const text = textOf(value)
    const length = number(argument(given, 0, 'length') ?? 255)
    return text.length <= length ? text : `${text.slice(0, Math.max(0, length - 3))}...`
  },
  unique: (value, given) => [...new Set(list(value, given))],
  upper: (value) => textOf(value).toUpperCase(),
  wordcount: (value) => textOf(value).split(/\s+/).filter(Boolean).length,
}

function numberOr(value: unknown, fallback: unknown): unknown {
  const parsed = typeof value === 'number' ? value : Number.parseFloat(textOf(value))
  return Number.isNaN(parsed) ? fallback : parsed
}
