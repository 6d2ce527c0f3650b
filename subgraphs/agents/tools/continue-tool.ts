import { resultOf } from './function-tools.ts'
import type { ToolSource } from './tool.ts'

interface Continued {
  execution_id: string
  status: string
  output_data: unknown
  error: string | null
  prompt: string | null
  schema: Record<string, unknown> | null
}

// The last word on each execution of the chat that stopped to ask for input.
const PAUSED = `
  select distinct on (id) id from (
    select content::jsonb ->> 'execution_id' as id, content::jsonb ->> 'status' as status, position from agents.messages
    where chat_id = $1 and role = 'tool' and content like '{"status":"awaiting_input"%') as results
  where id is not null order by id, position desc`

/** Executions that wait for input go on with `continue_execution`. It is offered where an earlier turn left one waiting, or may. */
export const continueTool: ToolSource = {
  async offer({ agent, chat, database, graph, request }) {
    if (agent.enabledFunctions.length === 0) return []
    const paused = (await database.query<{ id: string }>(PAUSED, [chat.id])).map(({ id }) => id)
    return [
      {
        name: 'continue_execution',
        description: 'Gives a function that waits for input what it asked for. Its result, or its next question, comes back.',
        key: 'tool:continue_execution',
        parameters: {
          type: 'object',
          properties: {
            execution_id: { type: 'string', description: 'As the paused result names it.', ...(paused.length > 0 && { examples: paused }) },
            input: { type: 'object', description: 'What was asked for.' },
          },
          required: ['execution_id', 'input'],
        },
        async call({ execution_id, input }) {
          const { result } = await graph.execute<{ result: Continued }>('ContinueExecution', { id: execution_id, input }, request)
          const { execution_id: executionId, output_data: output, ...rest } = result
          return resultOf({ executionId, output, ...rest })
        },
      },
    ]
  },
}
