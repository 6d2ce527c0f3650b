import type { Logger } from '../../../schema/log.ts'
import { storableText } from '../../../schema/storable.ts'
import { callTool } from '../../../schema/tools/answer.ts'
import type { ToolCall } from '../chats/chat.entity.ts'
import type { Templates } from '../templates/templates.ts'
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

interface StatusContext {
  agent: AgentSettings
  templates: Templates
  log: Logger
}

/** A line that tells people what a call does: the agent's template for it, or a plain phrase where there is none or it fails. */
export async function statusOf(tool: TurnTool | undefined, call: ToolCall, { agent, templates, log }: StatusContext): Promise<string> {
  const phrase = `Running ${tool?.key.replace(/^\w+:/, '') ?? call.function.name}`
  const source = tool && agent.statusTemplates[tool.key]
  if (!source) return phrase
  try {
    const template = { name: `the status line of ${tool.key}`, source, variables: parsedArguments(call) ?? {} }
    const [text] = await templates.texts([template])
    return text!
  } catch (error) {
    log.warn({ err: error, tool: tool.key }, "the template of a tool's status line failed: people are shown a plain phrase")
    return phrase
  }
}
