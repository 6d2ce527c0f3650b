import { Link } from '@tanstack/react-router'
import { providers } from '../../texts/en/providers.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { ConnectionTable } from '../../ui/ConnectionTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlusIcon } from '../../ui/icons.tsx'
import { Page } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import type { Column } from '../../ui/Table.tsx'
import { BudgetUse, limitOf, spentOf, whoOf } from './BudgetUse.tsx'
import { type Budget, budgetsPages, NEEDS } from './data.ts'
import { Guard, ModelTabs } from './ModelTabs.tsx'

const texts = providers.budgets

const COLUMNS: readonly Column<Budget>[] = [
  { title: texts.columns.who, width: 'minmax(9rem, 2fr)', cell: whoOf },
  { title: texts.columns.period, width: '9rem', isMinor: true, cell: ({ period }) => texts.period[period] },
  { title: texts.columns.used, width: 'minmax(8rem, 1fr)', cell: (budget) => <BudgetUse budget={budget} /> },
  { title: texts.columns.spent, width: '9rem', align: 'end', isMinor: true, cell: spentOf },
  { title: texts.columns.limit, width: '9rem', align: 'end', isMinor: true, cell: limitOf },
]

/** Limits to what may be spent, and how near each is. */
export function BudgetsScreen() {
  return (
    <Page
      title={providers.title}
      look="list"
      summary={texts.text}
      actions={
        <Allowed permission={NEEDS.createBudget}>
          <Link to="/providers/budgets/new" className={buttonClass('primary')}>
            <PlusIcon size={14} />
            {texts.set}
          </Link>
        </Allowed>
      }
      bar={<ModelTabs />}
    >
      <Guard permission={NEEDS.budgets}>
        <ConnectionTable
          label={texts.list}
          pages={budgetsPages}
          columns={COLUMNS}
          linkOf={(budget) => <Link to="/providers/budgets/$id" params={{ id: budget.id }} aria-label={texts.open(whoOf(budget))} />}
          empty={<EmptyState title={texts.empty.title}>{texts.empty.text}</EmptyState>}
        />
      </Guard>
    </Page>
  )
}
