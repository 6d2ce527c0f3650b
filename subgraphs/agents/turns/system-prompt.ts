import type { Template } from '../templates/templates.ts'
import { preloadedSkills } from '../tools/skill-tools.ts'
import { relevantStates } from '../tools/state-tools.ts'
import type { ToolContext } from '../tools/tool.ts'
import type { AgentSettings } from './load-chat.ts'
import { isStructured } from './output.ts'

/**
 * The one system message of a turn: the agent's prompt, its skills, the shape of its answer, and what it remembers.
 * @throws SinasError BAD_REQUEST where the prompt's template fails: a model that is sent the template itself would guess what is missing
 */
export async function buildSystemPrompt(context: ToolContext): Promise<string> {
  const [prompt, skills, states] = await Promise.all([renderPrompt(context), preloadedSkills(context), relevantStates(context)])
  const sections = [prompt, skillSection(skills), outputSection(context.agent.outputSchema), stateSection(states)]
  return sections.filter(Boolean).join('\n\n')
}

async function renderPrompt({ agent, chat, templates }: ToolContext): Promise<string> {
  const [prompt] = await templates.texts([promptTemplate(agent, chat.input)])
  return prompt!
}

/** @param input of the chat */
export function promptTemplate(
  agent: Pick<AgentSettings, 'namespace' | 'name' | 'systemPrompt'>,
  input: Record<string, unknown>,
): Template {
  return { name: `the system prompt of agent ${agent.namespace}/${agent.name}`, source: agent.systemPrompt ?? '', variables: input }
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
