import { getRouteApi, Link } from '@tanstack/react-router'
import { people } from '../../texts/en/people.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { ConnectionTable } from '../../ui/ConnectionTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { type Filter, Filters } from '../../ui/Filters.tsx'
import { PlusIcon } from '../../ui/icons.tsx'
import { Page } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import type { Column } from '../../ui/Table.tsx'
import { Time } from '../../ui/Time.tsx'
import { NEEDS, type User, usersPages } from './data.ts'
import { Guard } from './Guard.tsx'
import { PeopleTabs } from './PeopleTabs.tsx'
import styles from './people.module.css'
import { STATES, type UsersSearch } from './search.ts'

const route = getRouteApi('/shell/people')
const texts = people.users

const FILTERS: readonly Filter<UsersSearch>[] = [
  { kind: 'text', name: 'search', label: texts.filters.search },
  { kind: 'choice', name: 'state', label: texts.filters.state, options: STATES.map((value) => ({ value, label: texts.state[value] })) },
]

const COLUMNS: readonly Column<User>[] = [
  { title: texts.columns.email, width: 'minmax(10rem, 2fr)', cell: ({ email, id }) => email ?? id },
  { title: texts.columns.groups, width: 'minmax(8rem, 2fr)', isMinor: true, cell: ({ groupNames }) => groupNames?.join(', ') || '–' },
  { title: texts.columns.state, width: '8rem', cell: ({ isActive }) => <StateOf isActive={isActive} /> },
  {
    title: texts.columns.login,
    width: '7rem',
    align: 'end',
    cell: ({ lastLoginAt }) => (lastLoginAt ? <Time at={lastLoginAt} /> : texts.never),
  },
  { title: texts.columns.created, width: '7rem', align: 'end', isMinor: true, cell: ({ createdAt }) => <Time at={createdAt} /> },
]

export const StateOf = ({ isActive }: { isActive: boolean | null }) => (
  <StatusBadge status={isActive ? 'ACTIVE' : 'OFF'} tone={isActive ? 'good' : 'idle'} label={texts.state[isActive ? 'active' : 'off']} />
)

/** Everybody who can log in, or could. */
export function UsersScreen() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const set = (changes: Partial<UsersSearch>) => void navigate({ search: (before) => ({ ...before, ...changes }), replace: true })
  return (
    <Page
      title={people.title}
      look="list"
      actions={
        <Allowed permission={NEEDS.create}>
          <Link to="/people/users/new" className={buttonClass('primary')}>
            <PlusIcon size={14} />
            {texts.invite}
          </Link>
        </Allowed>
      }
      bar={
        <div className={styles.bars}>
          <PeopleTabs />
          <Filters filters={FILTERS} search={search} onChange={set} />
        </div>
      }
    >
      <Guard permission={NEEDS.users}>
        <ConnectionTable
          label={texts.list}
          pages={usersPages(search)}
          columns={COLUMNS}
          linkOf={({ id, email }) => <Link to="/people/users/$id" params={{ id }} aria-label={texts.open(email ?? id)} />}
          empty={
            <EmptyState title={texts.none.title} action={<Button onClick={() => void navigate({ search: {} })}>{texts.none.clear}</Button>}>
              {texts.none.text}
            </EmptyState>
          }
        />
      </Guard>
    </Page>
  )
}
