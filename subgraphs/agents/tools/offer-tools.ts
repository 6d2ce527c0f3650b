import { recallTool } from './recall-tool.ts'
import type { Tool, ToolContext, ToolSource } from './tool.ts'

/** All tools of an agent by the names that its model knows them by. What is not in the map can't be called. */
export async function offerTools(sources: readonly ToolSource[], context: ToolContext): Promise<Map<string, Tool>> {
  const offered = await Promise.all(sources.map((source) => offerOf(source, context)))
  const tools = new Map<string, Tool>()
  // The first of a name wins: sources are in the order of trust.
  for (const tool of [...offered.flat(), recallTool(context)]) if (!tools.has(tool.name)) tools.set(tool.name, tool)
  return tools
}

/** A kind of tools that is away is no reason to say nothing at all. */
async function offerOf(source: ToolSource, context: ToolContext): Promise<Tool[]> {
  try {
    return await source.offer(context)
  } catch (error) {
    context.log.error({ err: error, chatId: context.chat.id }, 'tools of a kind are not available')
    return []
  }
}
