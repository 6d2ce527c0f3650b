import type { Database } from '../../../schema/database.ts'
import type { ToolCall } from '../chats/chat.entity.ts'

/** What a model answered. */
export interface SavedReply {
  chatId: string
  turnId: string
  turnSeq: number
  content: string | null
  calls: ToolCall[] | null
  userId: string
  agentId: string
  model: string
  /** Null where the answer was cut short: the provider counts at the end. */
  tokens: { prompt: number; completion: number } | null
  /** US dollars; null where the price is not known. */
  cost: number | null
}

/** SQL that names the columns of replies. @param from the number of the first parameter; see `valuesOf` */
export const repliesFrom = (from: number) => {
  const types = 'uuid[], uuid[], int[], text[], json[], uuid[], uuid[], text[], int[], int[], float8[]'.split(', ')
  return `unnest(${types.map((type, i) => `$${from + i}::${type}`).join(', ')}) as reply(
    chat, turn, turn_seq, content, calls, user_id, agent_id, model, prompt_tokens, completion_tokens, cost)`
}

// Rows of usage are locked in their order, as users and agents meet in batches of other processes as well.
/** SQL of the two statements that store replies. @param replies SQL of a table with the columns of `repliesFrom` */
export const storing = (replies: string) => `
  used as (
    insert into agents.usage as u (day, user_id, agent_id, model, calls, prompt_tokens, completion_tokens, cost)
    select (now() at time zone 'utc')::date, user_id, agent_id, model, count(*), sum(prompt_tokens), sum(completion_tokens),
      sum(coalesce(cost, 0)) from ${replies} where prompt_tokens is not null group by user_id, agent_id, model order by user_id, agent_id, model
    on conflict (day, user_id, agent_id, model) do update set calls = u.calls + excluded.calls,
      prompt_tokens = u.prompt_tokens + excluded.prompt_tokens,
      completion_tokens = u.completion_tokens + excluded.completion_tokens, cost = u.cost + excluded.cost),
  said as (
    insert into agents.messages
      (id, chat_id, turn_id, turn_seq, role, content, tool_calls, model, prompt_tokens, completion_tokens, cost, created_at)
    select gen_random_uuid(), chat, turn, turn_seq, 'assistant', content, calls, model, prompt_tokens, completion_tokens, cost, now()
    from ${replies})`

export const valuesOf = (replies: readonly SavedReply[]): unknown[] => [
  replies.map(({ chatId }) => chatId),
  replies.map(({ turnId }) => turnId),
  replies.map(({ turnSeq }) => turnSeq),
  replies.map(({ content }) => content),
  replies.map(({ calls }) => calls && JSON.stringify(calls)),
  replies.map(({ userId }) => userId),
  replies.map(({ agentId }) => agentId),
  replies.map(({ model }) => model),
  replies.map(({ tokens }) => tokens?.prompt ?? null),
  replies.map(({ tokens }) => tokens?.completion ?? null),
  replies.map(({ cost }) => cost),
]

const SAVE = `with reply as (select * from ${repliesFrom(1)}), ${storing('reply')} select`

/** Stores what models answered, and what it cost. */
export async function saveReplies(database: Database, replies: readonly SavedReply[]): Promise<undefined[]> {
  await database.query(SAVE, valuesOf(replies))
  return replies.map(() => undefined)
}
