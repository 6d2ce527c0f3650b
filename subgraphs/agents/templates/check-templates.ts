import { MAX_ISSUES } from '../../../schema/bounded/limits.ts'
import type { Context } from '../../../schema/context.ts'
import { type Issue, SinasError } from '../../../schema/errors.ts'
import type { UpdateAgentInput } from '../agents/agent-input.ts'
import type { Services } from '../services.ts'
import { isTemplate } from './plain.ts'
import { Templates } from './templates.ts'

type Input = Partial<typeof UpdateAgentInput.$inferInput>
type Path = (string | number)[]

/** Fields whose texts are templates, however deep they are. */
const FIELDS = ['systemPrompt', 'initialMessages', 'functionParameters', 'mcpToolParameters', 'statusTemplates'] as const

/** @throws SinasError VALIDATION with the place and the line of each template that Jinja2 can't read */
export async function checkTemplates(context: Context<Services>, input: Input): Promise<void> {
  const found = FIELDS.flatMap((field) => [...templatesIn(input[field], ['input', field])])
  if (found.length === 0) return
  const templates = new Templates(context.graph, context)
  // Where there is no sandbox now, the template is found out when it is rendered.
  const faults = await templates.faults(found.map(({ source }) => source)).catch((error) => {
    context.log.warn({ err: error }, 'the templates of an agent were saved without a look at their syntax')
    return []
  })
  const issues = found.flatMap(({ path }, i): Issue[] => {
    const fault = faults[i]
    return fault ? [{ type: 'value_error', loc: path, msg: `Value error, is no template that Jinja2 can read: ${fault}` }] : []
  })
  if (issues.length > 0) throw new SinasError('VALIDATION', { issues: issues.slice(0, MAX_ISSUES) })
}

function* templatesIn(value: unknown, path: Path): Generator<{ path: Path; source: string }> {
  if (typeof value === 'string') {
    if (isTemplate(value)) yield { path, source: value }
    return
  }
  if (typeof value !== 'object' || value === null) return
  for (const [key, item] of Object.entries(value)) yield* templatesIn(item, [...path, Array.isArray(value) ? Number(key) : key])
}
