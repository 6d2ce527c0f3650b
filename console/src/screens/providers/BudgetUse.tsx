import { providers } from '../../texts/en/providers.ts'
import { formatMoney, formatPercent, formatShort } from '../../ui/format.ts'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { type Budget, usedPart } from './data.ts'
import styles from './providers.module.css'

const texts = providers.budgets

/** Whom a budget limits, in words. */
export function whoOf({ userId, user, agentId, agent }: Budget): string {
  const who = userId ? (user?.email ?? userId) : texts.everybody
  const which = agentId ? (agent ? `${agent.namespace}/${agent.name}` : agentId) : texts.allAgents
  return texts.who(who, which)
}

export const limitOf = ({ maxTokens, maxCost }: Budget): string =>
  [maxCost !== null && formatMoney(maxCost), maxTokens !== null && texts.tokens(formatShort(maxTokens))].filter(Boolean).join(', ')

export const spentOf = ({ spent, maxTokens, maxCost }: Budget): string =>
  [maxCost !== null && formatMoney(spent.cost), maxTokens !== null && texts.tokens(formatShort(spent.tokens))].filter(Boolean).join(', ')

/** How much of a budget is used. */
export function BudgetUse({ budget }: { budget: Budget }) {
  const part = usedPart(budget)
  return (
    <span className={styles.used}>
      <meter className={styles.meter} value={Math.min(1, part)} high={0.8} aria-label={texts.columns.used} />
      {part >= 1 ? <StatusBadge status="REACHED" tone="bad" label={texts.reached} /> : formatPercent(part)}
    </span>
  )
}
