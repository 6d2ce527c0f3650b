import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { ask } from '../../data/ask.ts'
import { rowsOf } from '../../data/query.ts'
import { providers } from '../../texts/en/providers.ts'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Form, useForm } from '../../ui/Form.tsx'
import { Facts, Page } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { Time } from '../../ui/Time.tsx'
import { toast } from '../../ui/Toast.tsx'
import { BudgetUse, limitOf, spentOf, whoOf } from './BudgetUse.tsx'
import { type Budget, budgetsPages, NEEDS } from './data.ts'
import { ChangeBudgetDocument, LiftBudgetDocument } from './generated/budgets.ts'
import { LimitFields, type Limits, limitsOf } from './LimitFields.tsx'
import { Guard } from './ModelTabs.tsx'

const route = getRouteApi('/shell/providers/budgets/$id')
const texts = providers.budgets

/** One budget: how much of it is used, and its limits. */
export function BudgetScreen() {
  const { id } = route.useParams()
  return (
    <Guard permission={NEEDS.budgets}>
      <Found key={id} id={id} />
    </Guard>
  )
}

/** The API has no way to one budget: it is looked for in the list, page by page. */
function Found({ id }: { id: string }) {
  const query = useInfiniteQuery(budgetsPages)
  const budget = rowsOf(query.data).find((each) => each.id === id)
  const isElsewhere = !budget && query.hasNextPage && !query.isFetching
  const { fetchNextPage } = query
  useEffect(() => {
    if (isElsewhere) void fetchNextPage()
  }, [isElsewhere, fetchNextPage])
  if (budget) return <BudgetPage budget={budget} />
  if (query.error) return <ErrorState error={query.error} onRetry={query.refetch} />
  if (!query.data || query.hasNextPage) return null
  return <EmptyState title={texts.gone} heading="h1" />
}

function BudgetPage({ budget }: { budget: Budget }) {
  const queryClient = useQueryClient()
  const form = useForm({
    initial: { period: budget.period, maxCost: budget.maxCost, maxTokens: budget.maxTokens } as Limits,
    draft: `budget/${budget.id}`,
    submit: (limits: Limits) => ask(ChangeBudgetDocument, { input: { id: budget.id, ...limitsOf(limits) } }),
    async onDone() {
      await queryClient.invalidateQueries({ queryKey: budgetsPages.queryKey })
      toast(texts.form.saved)
    },
  })
  return (
    <Page
      title={whoOf(budget)}
      look="text"
      summary={
        <Facts
          facts={[
            [texts.used, <BudgetUse key="used" budget={budget} />],
            [texts.columns.spent, spentOf(budget)],
            [texts.columns.limit, limitOf(budget)],
            [texts.changed, <Time key="changed" at={budget.updatedAt} />],
          ]}
        />
      }
      actions={<Lift id={budget.id} />}
    >
      <Allowed permission={NEEDS.updateBudget}>
        <Form form={form} action={texts.form.save} more={<span>{texts.form.keeps}</span>}>
          <LimitFields form={form} />
        </Form>
      </Allowed>
    </Page>
  )
}

function Lift({ id }: { id: string }) {
  const [isAsking, setAsking] = useState(false)
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const lift = async () => {
    await ask(LiftBudgetDocument, { id })
    void queryClient.invalidateQueries({ queryKey: budgetsPages.queryKey })
    toast(texts.lifted)
    await navigate({ to: '/providers/budgets' })
  }
  return (
    <>
      <Allowed permission={NEEDS.deleteBudget} isQuiet>
        <Button look="danger" onClick={() => setAsking(true)}>
          {texts.lift}
        </Button>
      </Allowed>
      <Confirm isOpen={isAsking} onClose={() => setAsking(false)} title={texts.lift} action={texts.lift} onConfirm={lift}>
        {texts.liftText}
      </Confirm>
    </>
  )
}
