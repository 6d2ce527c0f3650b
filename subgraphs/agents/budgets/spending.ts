import type { Database } from '../../../schema/database.ts'
import { SinasError } from '../../../schema/errors.ts'

const SPENT = `
  select b.period, b.max_tokens, b.max_cost,
    coalesce(sum(u.prompt_tokens + u.completion_tokens), 0)::float8 as tokens, coalesce(sum(u.cost), 0) as cost
  from agents.budgets b
  left join agents.usage u on (b.user_id is null or u.user_id = b.user_id) and (b.agent_id is null or u.agent_id = b.agent_id)
    and (b.period = 'total' or u.day >= date_trunc(b.period, now() at time zone 'utc')::date)
  where (b.user_id is null or b.user_id = $1) and (b.agent_id is null or b.agent_id = $2)
  group by b.id
  having coalesce(sum(u.prompt_tokens + u.completion_tokens), 0) >= b.max_tokens or coalesce(sum(u.cost), 0) >= b.max_cost
  limit 1`

interface SpentRow extends Record<string, unknown> {
  period: string
  max_tokens: string | null
  max_cost: number | null
  tokens: number
  cost: number
}

const PERIODS: Record<string, string> = { day: ' a day', month: ' a month', total: '' }

/** Asked before each call of a model. @throws SinasError BUDGET_EXCEEDED that names the budget */
export async function checkBudget(database: Database, userId: string, agentId: string): Promise<void> {
  const [spent] = await database.query<SpentRow>(SPENT, [userId, agentId])
  if (!spent) return
  const { max_tokens, max_cost, tokens, cost } = spent
  const isTokens = max_tokens !== null && tokens >= Number(max_tokens)
  const limit = isTokens ? `${max_tokens} tokens` : `$${max_cost}`
  const used = isTokens ? `${tokens} tokens` : `$${cost.toFixed(4)}`
  throw new SinasError('BUDGET_EXCEEDED', { limit: `${limit}${PERIODS[spent.period]}`, used })
}
