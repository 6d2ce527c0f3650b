import type { Caller, RequestInfo } from '../../../schema/context.ts'
import { internalRequest } from '../../../schema/context.ts'
import { withParameters } from './parameters.ts'
import { type Tool, type ToolContext, type ToolSource, toolName } from './tool.ts'

interface FunctionDefinition {
  namespace: string
  name: string
  description: string | null
  inputSchema: Record<string, unknown>
  requiresApproval: boolean
  isActive: boolean
}

/** What a run of a function came to. */
export interface Run {
  executionId: string
  status: string
  output: unknown
  error: string | null
  /** What the function asks, where it waits for input. */
  prompt: string | null
  schema: Record<string, unknown> | null
}

/** Functions that the agent may call: `namespace__name`. */
export const functionTools: ToolSource = {
  async offer(context) {
    const names = context.agent.enabledFunctions
    if (names.length === 0) return []
    const request = await asAuthor(context)
    const definitions = await Promise.all(names.map((name) => definitionOf(name, request, context)))
    return definitions.flatMap((definition) => (definition?.isActive ? [toTool(definition, context)] : []))
  },
}

/** Whoever wrote the agent chose its tools, and what they are is read with their permission. Calls are made with the user's. */
export async function asAuthor({ agent, graph, request }: ToolContext): Promise<RequestInfo> {
  if (!agent.userId || agent.userId === request.caller?.userId) return request
  const variables = { user_id: agent.userId }
  const { caller } = await graph.execute<{ caller: Caller | null }>('CallerById', variables, internalRequest(null, request.requestId))
  return internalRequest(caller, request.requestId, request.signal)
}

async function definitionOf(text: string, request: RequestInfo, { graph, log }: ToolContext): Promise<FunctionDefinition | undefined> {
  const [namespace, name] = text.split('/')
  try {
    const { result } = await graph.execute<{ result: FunctionDefinition }>('FunctionTool', { namespace, name }, request)
    return result
  } catch (error) {
    log.debug({ err: error, function: text }, 'a function of an agent is not there')
    return undefined
  }
}

function toTool(definition: FunctionDefinition, context: ToolContext): Tool {
  const { namespace, name, description, inputSchema, requiresApproval } = definition
  const tool: Tool = {
    name: toolName(`${namespace}__${name}`),
    description: description || `Calls the function ${namespace}/${name}.`,
    key: `function:${namespace}/${name}`,
    parameters: { type: 'object', properties: {}, ...inputSchema },
    ...(requiresApproval && { approval: { namespace, name } }),
    call: (input) => run(namespace, name, input, context),
  }
  return withParameters(tool, context.agent.functionParameters[`${namespace}/${name}`], context.chat.input, context.log)
}

async function run(
  namespace: string,
  name: string,
  input: Record<string, unknown>,
  { graph, chat, request }: ToolContext,
): Promise<unknown> {
  const variables = { namespace, name, input, trigger_type: 'AGENT', trigger_id: chat.id, chat_id: chat.id }
  const { result } = await graph.execute<{ result: Run }>('RunFunction', variables, request)
  return resultOf(result)
}

/** What the function returned, as it is. */
export function resultOf({ executionId, status, output, error, prompt, schema }: Run): unknown {
  if (prompt !== null || status.toUpperCase() === 'AWAITING_INPUT')
    return { status: 'awaiting_input', execution_id: executionId, prompt, schema }
  if (status === 'COMPLETED') return output
  return { error: error ?? `The function ended as ${status}` }
}
