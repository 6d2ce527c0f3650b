import { z } from 'zod'
import { outputOf } from '../../../schema/tools/function-tool.ts'
import { readArguments, type ToolContext, type TurnTool } from './tool.ts'

const Continuation = z.object({ execution_id: z.string(), input: z.unknown() })

/** A function that stopped to ask for input goes on with `continue_execution`. */
export async function continueTool({ agent, graph, request }: ToolContext): Promise<TurnTool[]> {
  if (agent.enabledFunctions.length === 0) return []
  return [
    {
      name: 'continue_execution',
      description: 'Gives a function the input that it waits for. Answers with its result or its next question.',
      key: 'tool:continue_execution',
      isUseful: ({ paused }) => paused,
      parameters: {
        type: 'object',
        properties: {
          execution_id: { type: 'string', description: 'As the result that waits names it.' },
          input: { type: 'object', description: 'What was asked for.' },
        },
        required: ['execution_id', 'input'],
      },
      async call(args) {
        const { execution_id: id, input } = readArguments(Continuation, args)
        const { result } = await graph.execute('ContinueExecution', { id, input }, request)
        const { execution_id: executionId, output_data: output, ...rest } = result
        return outputOf({ executionId, output, ...rest })
      },
    },
  ]
}
