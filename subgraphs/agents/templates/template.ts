import nunjucks from 'nunjucks'
import { evaluateTemplate, type TemplateNode } from './evaluate.ts'
import { MAX_LENGTH, TemplateError } from './values.ts'

export { TemplateError } from './values.ts'

const { parser } = nunjucks as unknown as {
  parser: { parse(source: string, extensions: [], options: { trimBlocks: boolean; lstripBlocks: boolean }): TemplateNode }
}

const parsed = new Map<string, TemplateNode>()

/**
 * Renders a Jinja2 template of an agent. Nothing is escaped: prompts are not HTML.
 * The template sees `variables` and nothing else, and does a bounded amount of work.
 * @throws TemplateError for bad syntax, an undefined variable, or too much work
 * @example renderTemplate('Hello {{ name | title }}!', { name: 'ada' }) // 'Hello Ada!'
 */
export function renderTemplate(source: string, variables: Record<string, unknown>): string {
  if (!source.includes('{{') && !source.includes('{%') && !source.includes('{#')) return source
  try {
    return evaluateTemplate(parse(source), variables)
  } catch (error) {
    if (error instanceof TemplateError) throw error
    // A template nested past the end of the stack, or a value of a type that a filter can't take.
    throw new TemplateError((error as Error).message)
  }
}

function parse(source: string): TemplateNode {
  const known = parsed.get(source)
  if (known) return known
  if (source.length > MAX_LENGTH) throw new TemplateError(`the template is longer than ${MAX_LENGTH} characters`)
  const root = parser.parse(source, [], { trimBlocks: true, lstripBlocks: true })
  if (parsed.size >= 500) parsed.clear()
  parsed.set(source, root)
  return root
}
