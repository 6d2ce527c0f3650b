/** Columns of `messages`, named like the entity's fields. */
export const MESSAGE_COLUMNS = `id, position::float8 as position, chat_id as "chatId", turn_id as "turnId", role, content, tool_calls as "toolCalls", tool_call_id as "toolCallId",
  name, model, prompt_tokens as "promptTokens", completion_tokens as "completionTokens", cost, created_at as "createdAt"`
