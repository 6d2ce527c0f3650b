// The templates that most prompts are: text, and values that are put into it. What Jinja2 would make of them is known without it.

const TAG = /\{[{%#]/
// A brace before it makes it a dictionary.
const VALUE = /(?<!\{)\{\{ *([A-Za-z]\w*(?:\.[A-Za-z]\w*)*) *\}\}/g
/** Names that mean something of their own to Jinja2. */
const WORDS = new Set(['true', 'false', 'none', 'True', 'False', 'None', 'not', 'and', 'or', 'if', 'else', 'in', 'is'])
const SPECIAL = new Set(['self', 'super', 'caller', 'loop', 'varargs', 'kwargs'])
/** Methods of Python's dictionaries: Jinja2 finds these before a value of that name. */
const METHODS = new Set(['clear', 'copy', 'fromkeys', 'get', 'items', 'keys', 'pop', 'popitem', 'setdefault', 'update', 'values'])
/** Python and JavaScript write other numbers in different ways. */
const [LEAST_ALIKE, MOST_ALIKE] = [1e-4, 1e15]
const MAX_TEXT = 1_000_000

/** Whether it has no tags but values by name: such a template has no fault until it is rendered. */
export function isPlain(source: string): boolean {
  const names = [...source.matchAll(VALUE)].flatMap(([, name]) => name!.split('.'))
  return !TAG.test(source.replace(VALUE, '')) && !names.some((name) => WORDS.has(name) || SPECIAL.has(name))
}

export const isTemplate = (source: string) => TAG.test(source)

/** @returns what Jinja2 would make of it, or null where that takes Jinja2 to tell */
export function renderPlain(source: string, variables: Record<string, unknown>): string | null {
  if (!isTemplate(source)) return source
  if (source.includes('\r') || !isPlain(source)) return null
  // Jinja2 takes the last line break away.
  const template = source.replace(/\n$/, '')
  let text = ''
  let from = 0
  for (const { 0: tag, 1: name, index } of template.matchAll(VALUE)) {
    const value = printed(lookUp(name!.split('.'), variables))
    if (value === null) return null
    text += template.slice(from, index) + value
    if (text.length > MAX_TEXT) return null
    from = index + tag.length
  }
  return text + template.slice(from)
}

function lookUp(path: string[], variables: unknown): unknown {
  let value = variables
  for (const [depth, name] of path.entries()) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name)) return undefined
    if (depth > 0 && METHODS.has(name)) return undefined
    value = (value as Record<string, unknown>)[name]
  }
  return value
}

function printed(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (value === null) return 'None'
  if (typeof value !== 'number' || Object.is(value, -0)) return null
  const size = Math.abs(value)
  return value === 0 || (size >= LEAST_ALIKE && size < MOST_ALIKE) ? String(value) : null
}
