import { isLinked } from '../agents/links.ts'
import { asAuthor, authorOf } from './author.ts'
import { withParameters } from './parameters.ts'
import { type Tool, type ToolContext, type ToolSource, toolName } from './tool.ts'

interface FunctionDefinition {
  id: string
  namespace: string
  name: string
  description: string | null
  inputSchema: Record<string, unknown>
  requiresApproval: boolean
  owner: { id: string }
}

/** The outcome of a function's run. */
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
    const variables = { references: names }
    const request = asAuthor(context, 'enabledFunctions')
    const { functions } = await context.graph.execute<{ functions: FunctionDefinition[] }>('FunctionTools', variables, request)
    const found = new Map(functions.map((definition) => [`${definition.namespace}/${definition.name}`, definition]))
    return names.flatMap((name) => {
      const definition = found.get(name)
      return definition && isMeant(definition, context) ? [toTool(definition, context)] : []
    })
  },
}

/** Is it the function that the author listed, and not a later one of another user with the same name? */
const isMeant = ({ id, owner }: FunctionDefinition, context: ToolContext): boolean =>
  isLinked(context.agent.links, 'enabledFunctions', { id, userId: owner.id }, authorOf(context, 'enabledFunctions'))

function toTool(definition: FunctionDefinition, context: ToolContext): Tool {
  const { namespace, name, description, inputSchema, requiresApproval } = definition
  const tool: Tool = {
    name: toolName(`${namespace}__${name}`),
    description: description || `Calls the function ${namespace}/${name}.`,
    key: `function:${namespace}/${name}`,
    parameters: { type: 'object', properties: {}, ...inputSchema },
    ...(requiresApproval && { approval: { namespace, name } }),
    call: (input) => run(definition, input, context),
  }
  return withParameters(tool, context.agent.functionParameters[`${namespace}/${name}`], context)
}

/** By its id: the function that the model was shown runs, also where another has got its name since. */
async function run(
  { id, namespace, name }: FunctionDefinition,
  input: Record<string, unknown>,
  { graph, chat, request }: ToolContext,
): Promise<unknown> {
  const variables = { namespace, name, function_id: id, input, trigger_type: 'AGENT', trigger_id: chat.id, chat_id: chat.id }
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
