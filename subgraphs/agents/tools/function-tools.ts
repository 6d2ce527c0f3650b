import type { DataOf } from '../../../schema/graph.ts'
import { describeFunction, outputOf } from '../../../schema/tools/function-tool.ts'
import { isLinked } from '../agents/links.ts'
import { asAuthor, authorOf } from './author.ts'
import { withParameters } from './parameters.ts'
import type { ToolContext, TurnTool } from './tool.ts'

type FunctionDefinition = DataOf<'FunctionTools'>['functions'][number]

/** Functions that the agent may call: `namespace__name`. */
export async function functionTools(context: ToolContext): Promise<TurnTool[]> {
  const names = context.agent.enabledFunctions
  if (names.length === 0) return []
  const variables = { references: names }
  const request = asAuthor(context, 'enabledFunctions')
  const { functions } = await context.graph.execute('FunctionTools', variables, request)
  const found = new Map(functions.map((definition) => [`${definition.namespace}/${definition.name}`, definition]))
  const meant = names.flatMap((name) => found.get(name) ?? []).filter((definition) => isMeant(definition, context))
  return await Promise.all(meant.map((definition) => toTool(definition, context)))
}

/** Is it the function that the author listed, and not a later one of another user with the same name? */
const isMeant = ({ id, ownerId }: FunctionDefinition, context: ToolContext): boolean =>
  isLinked(context.agent.links, 'enabledFunctions', { id, userId: ownerId }, authorOf(context, 'enabledFunctions'))

function toTool(definition: FunctionDefinition, context: ToolContext): Promise<TurnTool> {
  const { namespace, name, requiresApproval } = definition
  const tool: TurnTool = {
    ...describeFunction(definition),
    key: `function:${namespace}/${name}`,
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
  return outputOf(result)
}
