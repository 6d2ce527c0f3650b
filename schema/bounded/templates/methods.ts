import { joined, lower, replace, split, title, trim, upper } from './filters.ts'
import { entriesOf, isComposed, type Meter, shown, TemplateError, textOf } from './values.ts'

type Method = (target: unknown, given: unknown[], meter: Meter) => unknown

/** Methods of Python's strings and dictionaries that templates are used to. */
export const METHODS: Record<string, Method> = {
  items: (target, _, meter) => entriesOf(target, meter),
  keys: (target, _, meter) => entriesOf(target, meter).map(([key]) => key),
  values: (target, _, meter) => entriesOf(target, meter).map(([, value]) => value),
  get(target, [key, fallback = null], meter) {
    if (!isComposed(target) || Array.isArray(target)) throw new TemplateError(`${shown(target)} is no object`)
    const name = textOf(key, meter)
    meter.characters(name.length)
    return Object.hasOwn(target, name) ? ((target as Record<string, unknown>)[name] ?? fallback) : fallback
  },
  upper: (target, _, meter) => upper(target, meter),
  lower: (target, _, meter) => lower(target, meter),
  title: (target, _, meter) => title(target, meter),
  strip: (target, _, meter) => trim(target, meter),
  startswith: (target, [start], meter) => affix(target, start, meter, 'startsWith'),
  endswith: (target, [end], meter) => affix(target, end, meter, 'endsWith'),
  replace: (target, [from, to], meter) => replace(target, textOf(from, meter), textOf(to, meter), meter),
  split: (target, [separator], meter) => split(target, separator === undefined ? undefined : textOf(separator, meter), meter),
  join(target, [items], meter) {
    const list = Array.isArray(items) ? items : []
    meter.step(list.length)
    return joined(
      list.map((item) => textOf(item, meter)),
      textOf(target, meter),
      meter,
    )
  },
}

function affix(target: unknown, part: unknown, meter: Meter, method: 'startsWith' | 'endsWith'): boolean {
  const text = textOf(part, meter)
  meter.characters(text.length)
  return textOf(target, meter)[method](text)
}
