import { renderTemplate } from '../../../schema/bounded/templates/template.ts'
import { preloadedSkills } from '../tools/skill-tools.ts'
import { relevantStates } from '../tools/state-tools.ts'
import type { ToolContext } from '../tools/tool.ts'
import { isStructured } from './output.ts'

/** The one system message of a turn: the agent's prompt, its skills, the shape of its answer, and what it remembers. */
export async function buildSystemPrompt(context: ToolContext): Promise<string> {
  const [skills, states] = await Promise.all([preloadedSkills(context), relevantStates(context)])
  const sections = [renderPrompt(context), skillSection(skills), outputSection(context.agent.outputSchema), stateSection(states)]
  return sections.filter(Boolean).join('\n\n')
}

/** A template that can't be rendered is sent as it is: the agent still answers. */
function renderPrompt({ agent, chat, log }: ToolContext): string {
  const template = agent.systemPrompt ?? ''
  if (Object.keys(chat.input).length === 0) return template
  try {
    return renderTemplate(template, chat.input)
  } catch (error) {
    log.warn(
      { err: error, agent: `${agent.namespace}/${agent.name}` },
      'the template of a system prompt failed: the model is sent its text unrendered',
    )
    return template
  }
}

function skillSection(skills: { name: string; content: string }[]): string {
  if (skills.length === 0) return ''
  return `# Preloaded skills\n\n${skills.map(({ name, content }) => `# ${name}\n\n${content}`).join('\n\n---\n\n')}`
}

function outputSection(schema: Record<string, unknown>): string {
  if (!isStructured(schema)) return ''
  return `Answer only with JSON that matches this JSON Schema, without any text around it:\n\n${JSON.stringify(schema, null, 2)}`
}

function stateSection(states: { namespace: string; key: string; description: string | null; value: unknown }[]): string {
  if (states.length === 0) return ''
  const entries = states.map(
    ({ namespace, key, description, value }) => `- ${namespace}/${key}${description ? `: ${description}` : ''}\n  ${JSON.stringify(value)}`,
  )
  return `## Stored context\n\n${entries.join('\n')}`
}
