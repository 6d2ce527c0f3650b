import type { Database } from '../../../schema/database.ts'
import { SinasError } from '../../../schema/errors.ts'

/** SQL: the usage that counts for a budget in its period, as of now. */
const COUNTED = `(b.user_id is null or u.user_id = b.user_id) and (b.agent_id is null or u.agent_id = b.agent_id)
    and (b.period = 'total' or u.day >= date_trunc(b.period, now() at time zone 'utc')::date)`

/** SQL for a budget that allows nothing more, if there is one. @param userId, agentId SQL of the two */
export const spentBudget = (userId: string, agentId: string) => `
  select b.period, b.max_tokens::float8 as "maxTokens", b.max_cost as "maxCost",
    coalesce(sum(u.prompt_tokens + u.completion_tokens), 0)::float8 as tokens, coalesce(sum(u.cost), 0) as cost
  from agents.budgets b
  left join agents.usage u on ${COUNTED}
  where (b.user_id is null or b.user_id = ${userId}) and (b.agent_id is null or b.agent_id = ${agentId})
  group by b.id
  having coalesce(sum(u.prompt_tokens + u.completion_tokens), 0) >= b.max_tokens or coalesce(sum(u.cost), 0) >= b.max_cost
  limit 1`

const SPENT = spentBudget('$1', '$2')

const SPENT_OF = `
  select b.id, coalesce(sum(u.prompt_tokens + u.completion_tokens), 0)::float8 as tokens, coalesce(sum(u.cost), 0) as cost
  from agents.budgets b left join agents.usage u on ${COUNTED}
  where b.id = any($1::uuid[])
  group by b.id`

/** What was used in the period that goes on. */
export interface Spent {
  tokens: number
  cost: number
}

/** What counts for budgets so far, in the order of their ids. */
export async function spentOf(database: Database, ids: readonly string[]): Promise<Spent[]> {
  const rows = await database.query<{ id: string } & Spent>(SPENT_OF, [ids])
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => byId.get(id) ?? { tokens: 0, cost: 0 })
}

export interface SpentBudget extends Record<string, unknown> {
  period: string
  maxTokens: number | null
  maxCost: number | null
  /** Used in the period. */
  tokens: number
  cost: number
}

const PERIODS: Record<string, string> = { day: ' a day', month: ' a month', total: '' }

/** Asked before each further call of a model. @throws SinasError BUDGET_EXCEEDED that names the budget */
export async function checkBudget(database: Database, userId: string, agentId: string): Promise<void> {
  const [spent] = await database.query<SpentBudget>(SPENT, [userId, agentId])
  if (spent) throw budgetExceeded(spent)
}

export function budgetExceeded({ period, maxTokens, maxCost, tokens, cost }: SpentBudget): SinasError {
  const isTokens = maxTokens !== null && tokens >= maxTokens
  const limit = isTokens ? `${maxTokens} tokens` : `$${maxCost}`
  const used = isTokens ? `${tokens} tokens` : `$${cost.toFixed(4)}`
  return new SinasError('BUDGET_EXCEEDED', { limit: `${limit}${PERIODS[period]}`, used })
}
