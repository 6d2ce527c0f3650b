import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ask } from '../../data/ask.ts'
import { useMay } from '../../session/permissions.ts'
import { agents } from '../../texts/en/agents.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Field } from '../../ui/Field.tsx'
import { Form, useForm } from '../../ui/Form.tsx'
import { formatMoney, formatNumber } from '../../ui/format.ts'
import { NumberInput } from '../../ui/NumberInput.tsx'
import { Section } from '../../ui/Page.tsx'
import { PermissionHint } from '../../ui/PermissionHint.tsx'
import { Select } from '../../ui/Select.tsx'
import { toast } from '../../ui/Toast.tsx'
import styles from './AgentBudgets.module.css'
import form from './AgentForm.module.css'
import { agentBudgets } from './data.ts'
import { AddAgentBudgetDocument, type AgentBudgetFragment, RemoveAgentBudgetDocument } from './generated/agents.ts'

const texts = agents.budget
const PERIODS = ['DAY', 'MONTH', 'TOTAL'] as const

/** What limits the agent's spending, for who may see and set limits. */
export function AgentBudgets({ agentId }: { agentId: string }) {
  const mayRead = useMay('sinas.budgets.read:all')
  const mayCreate = useMay('sinas.budgets.create:all') ?? false
  const { data } = useQuery({ ...agentBudgets(agentId), enabled: mayRead ?? false })
  if (mayRead === undefined) return null
  const budgets = data?.budgets.nodes ?? []
  return (
    <Section title={agents.sections.budget}>
      {!mayRead && <PermissionHint permission="sinas.budgets.read:all" />}
      {data && budgets.length === 0 && <p className={styles.none}>{texts.none}</p>}
      <ul className={styles.list}>
        {budgets.map((budget) => (
          <Limit key={budget.id} agentId={agentId} budget={budget} />
        ))}
      </ul>
      {mayCreate && <AddLimit agentId={agentId} />}
    </Section>
  )
}

function Limit({ agentId, budget }: { agentId: string; budget: AgentBudgetFragment }) {
  const refresh = useRefresh(agentId)
  const mayDelete = useMay('sinas.budgets.delete:all') ?? false
  const remove = useMutation({
    mutationFn: () => ask(RemoveAgentBudgetDocument, { id: budget.id }),
    async onSuccess() {
      await refresh()
      const { period, maxCost, maxTokens, user } = budget
      const again = { agentId, period, maxCost, maxTokens, userId: user?.id ?? null }
      toast(texts.removed, { undo: () => ask(AddAgentBudgetDocument, { input: again }).then(refresh) })
    },
  })
  return (
    <li>
      <span>{wordsOf(budget)}</span>
      {mayDelete && (
        <Button look="quiet" isBusy={remove.isPending} onClick={() => remove.mutate()}>
          {texts.remove}
        </Button>
      )}
      {remove.error && <ErrorState error={remove.error} isCompact />}
    </li>
  )
}

function wordsOf({ maxCost, maxTokens, period, user }: AgentBudgetFragment): string {
  const sums = [maxCost !== null && formatMoney(maxCost), maxTokens !== null && texts.words(formatNumber(maxTokens))].filter(Boolean)
  return texts.limit(sums.join(', '), texts.periods[period], user?.email ?? texts.everybody)
}

function AddLimit({ agentId }: { agentId: string }) {
  const refresh = useRefresh(agentId)
  const state = useForm<{ period: (typeof PERIODS)[number]; maxCost: number | null; maxTokens: number | null }, unknown>({
    initial: { period: 'MONTH', maxCost: null, maxTokens: null },
    submit: (limit) => ask(AddAgentBudgetDocument, { input: { agentId, ...limit } }),
    async onDone() {
      await refresh()
      state.reset()
      toast(texts.added)
    },
  })
  return (
    <Form form={state} action={texts.add}>
      <div className={form.pair}>
        <Field label={texts.cost} error={state.errorOf('maxCost')} isOptional>
          <NumberInput {...state.bind('maxCost')} />
        </Field>
        <Field label={texts.tokens} error={state.errorOf('maxTokens')} isOptional>
          <NumberInput {...state.bind('maxTokens')} />
        </Field>
        <Field label={texts.period} error={state.errorOf('period')}>
          <Select {...state.bind('period')} options={PERIODS.map((value) => ({ value, label: texts.periods[value] }))} />
        </Field>
      </div>
    </Form>
  )
}

function useRefresh(agentId: string) {
  const queryClient = useQueryClient()
  return () => queryClient.invalidateQueries({ queryKey: agentBudgets(agentId).queryKey })
}
