import type { DataOf } from '../../../schema/graph.ts'
import { isLinked } from '../agents/links.ts'
import { asAuthor, authorOf } from './author.ts'
import { withParameters } from './parameters.ts'
import { type Tool, type ToolContext, type ToolSource, toolName } from './tool.ts'

type FunctionDefinition = DataOf<'FunctionTools'>['functions'][number]

/** The outcome of a function's run. */
type Run = Pick<DataOf<'RunFunction'>['result'], 'executionId' | 'status' | 'output' | 'error' | 'prompt' | 'schema'>

/** Functions that the agent may call: `namespace__name`. */
export const functionTools: ToolSource = {
  async offer(context) {
    const names = context.agent.enabledFunctions
    if (names.length === 0) return []
    const variables = { references: names }
    const request = asAuthor(context, 'enabledFunctions')
    const { functions } = await context.graph.execute('FunctionTools', variables, request)
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
  const target = { namespace, name, function_id: id, input }
  const { result } = await graph.execute(
    'RunFunction',
    { ...target, trigger_type: 'AGENT', trigger_id: chat.id, chat_id: chat.id },
    request,
  )
  return resultOf(result)
}

/** What the function returned, as it is. */
export function resultOf({ executionId, status, output, error, prompt, schema }: Run): unknown {
  if (prompt !== null || status === 'AWAITING_INPUT') return { status: 'awaiting_input', execution_id: executionId, prompt, schema }
  if (status === 'COMPLETED') return output
  return { error: error ?? `The function ended as ${status}` }
}
