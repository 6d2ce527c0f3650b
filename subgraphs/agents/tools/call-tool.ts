import { type Meter, renderTemplate } from '../../../schema/bounded/templates/template.ts'
import { asSinasError } from '../../../schema/graph.ts'
import type { Logger } from '../../../schema/log.ts'
import { storableText } from '../../../schema/storable.ts'
import type { ToolCall } from '../chats/chat.entity.ts'
import { parsedArguments } from '../turns/history.ts'
import type { AgentSettings } from '../turns/load-chat.ts'
import type { Tool } from './tool.ts'

/** Makes a call. Whatever goes wrong is a result that says so: the model can try something else. @returns text */
export async function callTool(tool: Tool | undefined, call: ToolCall, { log }: { log: Logger }): Promise<string> {
  if (!tool) return failure(`There is no tool named ${call.function.name}`)
  const args = parsedArguments(call)
  if (!args) return failure('The arguments are not a JSON object')
  try {
    const result = await tool.call(args)
    return typeof result === 'string' ? storableText(result) : JSON.stringify(result ?? null)
  } catch (error) {
    const known = asSinasError(error)
    if (known.code === 'INTERNAL') log.error({ err: known.originalError ?? error, tool: tool.name }, 'a tool failed')
    return failure(known.code === 'VALIDATION' ? validationText(known.extensions.issues) : known.message)
  }
}

const failure = (error: string) => JSON.stringify({ error })

/** The model can correct its arguments only if the result says what is wrong with them. */
function validationText(issues: unknown): string {
  const lines = (issues as { loc: (string | number)[]; msg: string }[]).map(({ loc, msg }) => `${loc.join('.')}: ${msg}`)
  return `The input is not valid. ${lines.join('; ')}`
}

/** A line that tells people what a call does: the agent's template for it, or a plain phrase. @param meter of all calls of a reply */
export function statusOf(tool: Tool | undefined, call: ToolCall, agent: AgentSettings, meter: Meter): string {
  const template = tool && agent.statusTemplates[tool.key]
  if (template) {
    try {
      return renderTemplate(template, parsedArguments(call) ?? {}, meter)
    } catch {
      // The plain phrase says enough.
    }
  }
  return `Running ${tool?.key.replace(/^\w+:/, '') ?? call.function.name}`
}
