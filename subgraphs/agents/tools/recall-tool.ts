import type { ToolContext, TurnTool } from './tool.ts'

const FIND = `select content from agents.messages where chat_id = $1 and role = 'tool' and tool_call_id = $2`

const MAX_CHARACTERS = 10_000

/** Reads a result that the conversation shows only in part, as the history does with large and old ones. */
export const recallTool = ({ database, chat }: ToolContext): TurnTool => ({
  name: 'retrieve_tool_result',
  description: 'Reads the result of an earlier tool call that is not shown in full.',
  key: 'tool:retrieve_tool_result',
  isUseful: ({ shortened }) => shortened,
  parameters: {
    type: 'object',
    properties: {
      tool_call_id: { type: 'string', description: 'The id that the shortened result names.' },
      offset: { type: 'integer', minimum: 0, description: 'The character to begin with; 0 by default.' },
    },
    required: ['tool_call_id'],
  },
  async call({ tool_call_id, offset }) {
    const [row] = await database.query<{ content: string }>(FIND, [chat.id, String(tool_call_id)])
    if (!row) return { error: 'There is no such result in this chat' }
    const from = Number(offset ?? 0)
    const text = row.content.slice(from, from + MAX_CHARACTERS)
    const end = from + text.length
    return end < row.content.length ? { text, next_offset: end, total_characters: row.content.length } : { text }
  },
})
