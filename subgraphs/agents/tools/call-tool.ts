import { type Meter, renderTemplate } from '../../../schema/bounded/templates/template.ts'
import type { Logger } from '../../../schema/log.ts'
import { storableText } from '../../../schema/storable.ts'
import { callTool } from '../../../schema/tools/answer.ts'
import type { ToolCall } from '../chats/chat.entity.ts'
import { parsedArguments } from '../turns/history.ts'
import type { AgentSettings } from '../turns/load-chat.ts'
import type { TurnTool } from './tool.ts'

/** Makes a call that a model asked for. @returns text for the model, also where the call can't be made */
export async function answerCall(tool: TurnTool | undefined, call: ToolCall, { log }: { log: Logger }): Promise<string> {
  if (!tool) return failure(`There is no tool named ${call.function.name}`)
  const args = parsedArguments(call)
  if (!args) return failure('The arguments are not a JSON object')
  const { text, isError } = await callTool(tool, args, log)
  return isError ? failure(text) : storableText(text)
}

const failure = (error: string) => JSON.stringify({ error })

/** A line that tells people what a call does: the agent's template for it, or a plain phrase. @param meter of all calls of a reply */
export function statusOf(tool: TurnTool | undefined, call: ToolCall, agent: AgentSettings, meter: Meter): string {
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
