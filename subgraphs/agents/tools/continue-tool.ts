import { z } from 'zod'
import { SinasError } from '../../../schema/errors.ts'
import { outputOf } from '../../../schema/tools/function-tool.ts'
import { readArguments, type ToolContext, type TurnTool } from './tool.ts'

const Continuation = z.object({ execution_id: z.string(), input: z.unknown() })

/** A function that stopped to ask for input goes on with `continue_execution`. */
export async function continueTool(context: ToolContext): Promise<TurnTool[]> {
  const { agent, graph, request } = context
  if (agent.enabledFunctions.length === 0) return []
  return [
    {
      name: 'continue_execution',
      description: 'Gives a function the input that it waits for. Answers with its result or its next question.',
      key: 'tool:continue_execution',
      isUseful: ({ paused }) => paused,
      parameters: parametersFor({ type: 'string' }),
      async parametersNow() {
        const paused = await pausedExecutions(context)
        if (paused === null) return parametersFor({ type: 'string' })
        return paused.length === 0 ? null : parametersFor({ type: 'string', enum: paused })
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

const parametersFor = (executionId: Record<string, unknown>): TurnTool['parameters'] => ({
  type: 'object',
  properties: {
    execution_id: { ...executionId, description: 'As the result that waits names it.' },
    input: { type: 'object', description: 'What was asked for.' },
  },
  required: ['execution_id', 'input'],
})

/** Executions of the chat that wait now: one that has ended since can't be continued. Null where the user may not list executions. */
async function pausedExecutions({ chat, graph, request }: ToolContext): Promise<string[] | null> {
  try {
    const executions = await graph.result('PausedExecutions', { chat_id: chat.id }, request)
    return executions.map(({ id }) => id)
  } catch (error) {
    if (error instanceof SinasError && error.code === 'FORBIDDEN') return null
    throw error
  }
}
