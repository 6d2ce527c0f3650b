import type { RequestInfo } from '../context.ts'
import type { Logger } from '../log.ts'

/** JSON Schema of an object. */
export type ObjectSchema = Record<string, unknown> & { type: 'object' }

/** Something that a model may call. */
export interface Tool {
  name: string
  description: string
  /** Of the arguments. */
  parameters: ObjectSchema
  /**
   * @returns text, or what becomes JSON
   * @throws anything: the model is told, and goes on
   */
  call(args: Record<string, unknown>): Promise<unknown>
}

/** What a model is shown of a tool. */
export type ToolDefinition = Omit<Tool, 'call'>

/** A kind of tools: lists those that there are for a caller, and calls them for the same. */
export type ToolSource<Context, Offered extends Tool> = (context: Context) => Promise<Offered[]>

/** Letters, digits, `_` and `-`: what every provider and every MCP client accepts in a name. @param max characters */
export const safeName = (text: string, max: number) => text.replace(/[^a-zA-Z0-9_-]/g, '_').slice(0, max)

/** The tools of several sources, in their order, which is that of trust. Where one kind fails, the others are offered. */
export async function listTools<Context extends { request: RequestInfo }, Offered extends Tool>(
  sources: readonly ToolSource<Context, Offered>[],
  context: Context,
  log: Logger,
): Promise<Offered[]> {
  const { requestId } = context.request
  const lists = sources.map((source) =>
    source(context).catch((error) => {
      log.error({ err: error, requestId }, 'tools of one kind could not be listed: they are left out')
      return []
    }),
  )
  return (await Promise.all(lists)).flat()
}
