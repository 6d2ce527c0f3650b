import { LRUCache } from 'lru-cache'
import nunjucks from 'nunjucks'
import { KEPT_TEMPLATE_CHARACTERS, MAX_TEMPLATE_LENGTH } from '../limits.ts'
import { evaluateTemplate, type TemplateNode } from './evaluate.ts'
import { Meter, TemplateError } from './values.ts'

export { Meter, TemplateError } from './values.ts'

const { parser } = nunjucks as unknown as {
  parser: { parse(source: string, extensions: [], options: { trimBlocks: boolean; lstripBlocks: boolean }): TemplateNode }
}

const parsed = new LRUCache<string, TemplateNode>({
  maxSize: KEPT_TEMPLATE_CHARACTERS,
  sizeCalculation: (_, source) => source.length + 100,
})

/**
 * Renders a Jinja2 template of an agent. Nothing is escaped: prompts are not HTML.
 * The template sees `variables` and nothing else, and does a bounded amount of work.
 * @param meter counts the work of several that are rendered in one go
 * @throws TemplateError for bad syntax, an undefined variable, or too much work
 * @example renderTemplate('Hello {{ name | title }}!', { name: 'ada' }) // 'Hello Ada!'
 */
export function renderTemplate(source: string, variables: Record<string, unknown>, meter = new Meter()): string {
  if (!source.includes('{{') && !source.includes('{%') && !source.includes('{#')) return source
  try {
    return evaluateTemplate(parse(source, meter), variables, meter)
  } catch (error) {
    if (error instanceof TemplateError) throw error
    // A template nested past the end of the stack, or a value of a type that a filter can't take.
    throw new TemplateError((error as Error).message.slice(0, 1_000))
  }
}

function parse(source: string, meter: Meter): TemplateNode {
  const known = parsed.get(source)
  if (known) return known
  refuseCostly(source, meter)
  const root = parser.parse(source, [], { trimBlocks: true, lstripBlocks: true })
  parsed.set(source, root)
  return root
}

/** @throws TemplateError for a template that would take the parser long */
function refuseCostly(source: string, meter: Meter): void {
  if (source.length > MAX_TEMPLATE_LENGTH) throw new TemplateError(`the template is longer than ${MAX_TEMPLATE_LENGTH} characters`)
  meter.characters(source.length * 4)
  meter.code(codeLength(source))
  // Where the end of one is missing, the parser looks for it again from each character on.
  for (const tag of ['raw', 'verbatim']) if (!isClosed(source, tag)) throw new TemplateError(`{% ${tag} %} has no {% end${tag} %}`)
}

/** Characters inside of tags: to read one costs a hundred times as much as outside. */
function codeLength(source: string): number {
  let length = 0
  const tag = /\{[{%#]/g
  for (let found = tag.exec(source); found; found = tag.exec(source)) {
    const end = source.indexOf(END[found[0]]!, found.index)
    if (end < 0) return length + source.length - found.index
    length += end + 2 - found.index
    tag.lastIndex = end + 2
  }
  return length
}

const END: Record<string, string> = { '{{': '}}', '{%': '%}', '{#': '#}' }

function isClosed(source: string, tag: string): boolean {
  let open = 0
  for (const [, end] of source.matchAll(new RegExp(`\\{%-?\\s*(end)?${tag}\\s*-?%\\}`, 'g'))) open = Math.max(0, open + (end ? -1 : 1))
  return open === 0
}
