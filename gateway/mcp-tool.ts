import type { CallToolResult, Tool } from '@modelcontextprotocol/sdk/types.js'
import type { RequestInfo } from '../schema/context.ts'
import type { SinasError } from '../schema/errors.ts'
import { asSinasError } from '../schema/graph.ts'

/** The caller of a tool, and how the call reports its progress. */
export interface McpCall {
  /** The caller, and a signal that is aborted when they cancel the call. */
  request: RequestInfo
  /** Tells the client how far the call is, where it wants to know. */
  report: ((message: string) => void) | undefined
}

/** A tool that MCP clients are offered. */
export interface McpTool {
  definition: Tool
  /** @returns what becomes JSON; text stays as it is @throws SinasError what the model is told */
  call(args: Record<string, unknown>, call: McpCall): Promise<unknown>
}

/** Tools of a kind, as far as the caller may use them. */
export type McpToolSource = (request: RequestInfo) => Promise<McpTool[]>

const TOO_LONG = 128

/** A name as MCP wants it. */
export const mcpToolName = (text: string) => text.replace(/[^a-zA-Z0-9_.-]/g, '_').slice(0, TOO_LONG)

/** Makes a call. An error becomes the tool's result, which the model sees and can react to; it would not see a JSON-RPC error. */
export async function callMcpTool(tool: McpTool, args: Record<string, unknown>, call: McpCall): Promise<CallToolResult> {
  try {
    return textResult(await tool.call(args, call))
  } catch (error) {
    const known = asSinasError(error)
    // Subgraphs have logged their unforeseen errors; an unforeseen error of the gateway is logged here.
    if (known.code === 'INTERNAL' && known.originalError) throw known.originalError
    return { ...textResult(messageOf(known)), isError: true }
  }
}

function textResult(value: unknown): CallToolResult {
  return { content: [{ type: 'text', text: typeof value === 'string' ? value : JSON.stringify(value ?? null) }] }
}

function messageOf(error: SinasError): string {
  const { issues } = error.extensions
  if (!Array.isArray(issues)) return error.message
  return `${error.message}. ${issues.map(({ loc, msg }) => `${loc.filter((part: unknown) => part !== 'body').join('.')}: ${msg}`).join('; ')}`
}
