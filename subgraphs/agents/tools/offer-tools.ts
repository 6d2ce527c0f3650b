import type { LanguageModelV3FunctionTool } from '@ai-sdk/provider'
import { listTools, safeName } from '../../../schema/tools/tool.ts'
import type { ModelHistory } from '../turns/history.ts'
import { recallTool } from './recall-tool.ts'
import { MAX_NAME, type ToolContext, type TurnTool, type TurnToolSource } from './tool.ts'

/** All tools of an agent by the names that its model knows them by. What is not in the map can't be called. */
export async function offerTools(sources: readonly TurnToolSource[], context: ToolContext): Promise<Map<string, TurnTool>> {
  const offered = await listTools(sources, context, context.log.child({ chatId: context.chat.id }))
  const tools = new Map<string, TurnTool>()
  for (const tool of [...offered, recallTool(context)]) {
    const name = freeName(safeName(tool.name, MAX_NAME), tools)
    tools.set(name, { ...tool, name })
  }
  return tools
}

/** The tools as a model is shown them, which knows the conversation so far. */
export async function shownTools(tools: ReadonlyMap<string, TurnTool>, history: ModelHistory): Promise<LanguageModelV3FunctionTool[]> {
  const useful = [...tools.values()].filter((tool) => tool.isUseful?.(history) ?? true)
  const shown = await Promise.all(useful.map(async (tool) => ({ tool, parameters: await (tool.parametersNow?.() ?? tool.parameters) })))
  return shown.flatMap(({ tool: { name, description }, parameters }) => (parameters ? [toFunctionTool(name, description, parameters)] : []))
}

const toFunctionTool = (name: string, description: string, parameters: TurnTool['parameters']): LanguageModelV3FunctionTool => ({
  type: 'function',
  name,
  description,
  inputSchema: parameters as LanguageModelV3FunctionTool['inputSchema'],
})

/** Names that are cut, or lose a hyphen, may meet. The first keeps its name: sources are in the order of trust. */
function freeName(wanted: string, taken: ReadonlyMap<string, unknown>): string {
  let name = wanted
  for (let n = 2; taken.has(name); n++) name = `${wanted.slice(0, MAX_NAME - `_${n}`.length)}_${n}`
  return name
}
