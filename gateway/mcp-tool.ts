import type { ToolAnnotations } from '@modelcontextprotocol/sdk/types.js'
import type { RequestInfo } from '../schema/context.ts'
import type { Graph } from '../schema/graph.ts'
import type { Tool, ToolSource } from '../schema/tools/tool.ts'

/** Whom tools are offered to, and how a call reports its progress. */
export interface McpCall {
  graph: Graph
  /** The caller, and a signal that is aborted when they cancel the call. */
  request: RequestInfo
  /** Tells the client how far the call is, where it wants to know. */
  report: ((message: string) => void) | undefined
}

/** A tool that MCP clients are offered. */
export interface McpTool extends Tool {
  title?: string
  annotations?: ToolAnnotations
}

/** Tools of a kind, as far as the caller may use them. */
export type McpToolSource = ToolSource<McpCall, McpTool>

/** Characters of a name that every MCP client accepts. */
export const MAX_NAME = 128
