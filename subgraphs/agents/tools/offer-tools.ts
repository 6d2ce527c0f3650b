import { recallTool } from './recall-tool.ts'
import { MAX_NAME, type Tool, type ToolContext, type ToolSource } from './tool.ts'

/** All tools of an agent by the names that its model knows them by. What is not in the map can't be called. */
export async function offerTools(sources: readonly ToolSource[], context: ToolContext): Promise<Map<string, Tool>> {
  const offered = await Promise.all(sources.map((source) => offerOf(source, context)))
  const tools = new Map<string, Tool>()
  for (const tool of [...offered.flat(), recallTool(context)]) {
    const name = freeName(tool.name, tools)
    tools.set(name, { ...tool, name })
  }
  return tools
}

/** Names that are cut, or lose a hyphen, may meet. The first keeps its name: sources are in the order of trust. */
function freeName(wanted: string, taken: ReadonlyMap<string, unknown>): string {
  let name = wanted
  for (let n = 2; taken.has(name); n++) name = `${wanted.slice(0, MAX_NAME - `_${n}`.length)}_${n}`
  return name
}

/** Where one kind of tools fails, the agent answers with the others. */
async function offerOf(source: ToolSource, context: ToolContext): Promise<Tool[]> {
  try {
    return await source.offer(context)
  } catch (error) {
    context.log.error({ err: error, chatId: context.chat.id }, 'tools of one kind could not be listed: they are left out')
    return []
  }
}
