import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../data/ask.ts'
import { useMay } from '../../session/permissions.ts'
import { providers } from '../../texts/en/providers.ts'
import { Combobox } from '../../ui/Combobox.tsx'
import { Field } from '../../ui/Field.tsx'
import { Form, useForm } from '../../ui/Form.tsx'
import { Page } from '../../ui/Page.tsx'
import { toast } from '../../ui/Toast.tsx'
import { budgetAgents, budgetsPages, budgetUsers, NEEDS } from './data.ts'
import { SetBudgetDocument } from './generated/budgets.ts'
import { LimitFields, type Limits, limitsOf } from './LimitFields.tsx'
import { Guard } from './ModelTabs.tsx'

const texts = providers.budgets.form

/** A new budget: of whom, in which time, how much. */
export function NewBudgetScreen() {
  return (
    <Page title={texts.newTitle} summary={texts.newText} look="text">
      <Guard permission={NEEDS.createBudget}>
        <NewBudget />
      </Guard>
    </Page>
  )
}

interface Values extends Limits {
  userId: string | null
  agentId: string | null
}

function NewBudget() {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const maySeeUsers = useMay(NEEDS.users)
  const form = useForm({
    initial: { userId: null, agentId: null, period: 'MONTH', maxCost: null, maxTokens: null } as Values,
    draft: 'budget/new',
    submit: ({ userId, agentId, ...limits }) =>
      ask(SetBudgetDocument, { input: { ...limitsOf(limits), ...(userId && { userId }), ...(agentId && { agentId }) } }),
    onDone({ createBudget: { budget } }) {
      void queryClient.invalidateQueries({ queryKey: budgetsPages.queryKey })
      toast(texts.saved)
      return navigate({ to: '/providers/budgets/$id', params: { id: budget.id } })
    },
  })
  return (
    <Form form={form} action={texts.set}>
      {maySeeUsers && (
        <Field label={texts.user} hint={texts.userHint} error={form.errorOf('userId')} isOptional>
          <UserBox {...form.bind('userId')} />
        </Field>
      )}
      <Field label={texts.agent} hint={texts.agentHint} error={form.errorOf('agentId')} isOptional>
        <AgentBox {...form.bind('agentId')} />
      </Field>
      <LimitFields form={form} />
    </Form>
  )
}

interface BoxProps {
  value: string | null
  onChange(value: string | null): void
}

function UserBox(props: BoxProps) {
  const [search, setSearch] = useState('')
  const users = useQuery(budgetUsers(search)).data?.users.nodes ?? []
  return <Combobox {...props} options={users.map(({ id, email }) => ({ value: id, label: email ?? id }))} onSearch={setSearch} />
}

function AgentBox(props: BoxProps) {
  const [search, setSearch] = useState('')
  const agents = useQuery(budgetAgents(search)).data?.agents.nodes ?? []
  return (
    <Combobox
      {...props}
      options={agents.map(({ id, namespace, name }) => ({ value: id, label: `${namespace}/${name}` }))}
      onSearch={setSearch}
    />
  )
}
