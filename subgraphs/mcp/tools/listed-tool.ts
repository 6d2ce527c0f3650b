import type { Tool } from '@modelcontextprotocol/sdk/types.js'
import { type JsonSchema, schemaMalformation, validatorOf } from '../../../schema/bounded/json-schema.ts'
import { storable } from '../../../schema/storable.ts'

/** A tool as its server last described it. */
export interface ListedTool {
  name: string
  title?: string
  description: string
  inputSchema: JsonSchema
  outputSchema?: JsonSchema
  /** The server says that it changes nothing. */
  readOnly: boolean
}

const MAX_DESCRIPTION = 4_000

/** @returns null where what the server says of the tool would only break the model that it is offered to */
export function listedTool(tool: Tool): ListedTool | null {
  const inputSchema = soundSchema(tool.inputSchema)
  if (!inputSchema) return null
  const outputSchema = tool.outputSchema && soundSchema(tool.outputSchema)
  return storable({
    name: tool.name,
    ...(tool.title && { title: tool.title }),
    description: (tool.description ?? '').slice(0, MAX_DESCRIPTION),
    inputSchema,
    ...(outputSchema && { outputSchema }),
    readOnly: tool.annotations?.readOnlyHint === true,
  })
}

/** Which draft it says it is written in makes no difference to what is asked of it here. */
function soundSchema({ $schema: _, ...schema }: JsonSchema): JsonSchema | null {
  return schemaMalformation(schema) === null ? schema : null
}

/** @returns what is wrong with a result, or null */
export async function outputFault(tool: ListedTool, structuredContent: unknown): Promise<string | null> {
  if (!tool.outputSchema) return null
  if (structuredContent === undefined) return 'there is no structured content'
  // What a stranger means by a pattern or a format is not known here.
  return validatorOf(tool.outputSchema, { ignoresFormats: true, ignoresPatterns: true }).check(structuredContent, 'result')
}
