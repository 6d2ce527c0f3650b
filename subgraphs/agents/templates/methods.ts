import { replace, title } from './filters.ts'
import { type Meter, TemplateError, textOf } from './values.ts'

type Method = (target: unknown, given: unknown[], meter: Meter) => unknown

function entriesOf(target: unknown): [string, unknown][] {
  if (target !== null && typeof target === 'object' && !Array.isArray(target)) return Object.entries(target)
  throw new TemplateError(`${textOf(target).slice(0, 50)} is no object`)
}

/** Methods of Python's strings and dictionaries that templates are used to. */
export const METHODS: Record<string, Method> = {
  items: (target) => entriesOf(target),
  keys: (target) => entriesOf(target).map(([key]) => key),
  values: (target) => entriesOf(target).map(([, value]) => value),
  get: (target, [key, fallback = null]) => new Map(entriesOf(target)).get(textOf(key)) ?? fallback,
  upper: (target) => textOf(target).toUpperCase(),
  lower: (target) => textOf(target).toLowerCase(),
  title: (target) => title(textOf(target)),
  strip: (target) => textOf(target).trim(),
  startswith: (target, [start]) => textOf(target).startsWith(textOf(start)),
  endswith: (target, [end]) => textOf(target).endsWith(textOf(end)),
  replace: (target, [from, to], meter) => replace(textOf(target), textOf(from), textOf(to), meter),
  split(target, [separator], meter) {
    const parts = separator === undefined ? textOf(target).split(/\s+/).filter(Boolean) : textOf(target).split(textOf(separator))
    meter.step(parts.length)
    return parts
  },
  join(target, [items], meter) {
    const texts = (Array.isArray(items) ? items : []).map(textOf)
    meter.length(texts.reduce((sum, text) => sum + text.length + textOf(target).length, 0))
    return texts.join(textOf(target))
  },
}
