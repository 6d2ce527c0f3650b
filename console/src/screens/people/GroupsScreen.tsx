import { getRouteApi, Link } from '@tanstack/react-router'
import { people } from '../../texts/en/people.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { ConnectionTable } from '../../ui/ConnectionTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { type Filter, Filters } from '../../ui/Filters.tsx'
import { formatNumber } from '../../ui/format.ts'
import { PlusIcon } from '../../ui/icons.tsx'
import { Page } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import type { Column } from '../../ui/Table.tsx'
import { Time } from '../../ui/Time.tsx'
import { type Group, groupsPages, NEEDS } from './data.ts'
import { PeopleTabs } from './PeopleTabs.tsx'
import styles from './people.module.css'
import type { GroupsSearch } from './search.ts'

const route = getRouteApi('/shell/people/groups')
const texts = people.groups

const FILTERS: readonly Filter<GroupsSearch>[] = [{ kind: 'text', name: 'search', label: texts.filters.search }]

const COLUMNS: readonly Column<Group>[] = [
  { title: texts.columns.name, width: 'minmax(8rem, 1fr)', cell: ({ name }) => name },
  { title: texts.columns.description, width: 'minmax(8rem, 2fr)', isMinor: true, cell: ({ description }) => description ?? '–' },
  { title: texts.columns.members, width: '6rem', align: 'end', cell: ({ members }) => formatNumber(members?.totalCount ?? 0) },
  { title: texts.columns.created, width: '7rem', align: 'end', isMinor: true, cell: ({ createdAt }) => <Time at={createdAt} /> },
]

/** The groups that one may see: all, or those in which one is. */
export function GroupsScreen() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const set = (changes: Partial<GroupsSearch>) => void navigate({ search: (before) => ({ ...before, ...changes }), replace: true })
  return (
    <Page
      title={people.title}
      look="list"
      actions={
        <Allowed permission={NEEDS.createGroup}>
          <Link to="/people/groups/new" className={buttonClass('primary')}>
            <PlusIcon size={14} />
            {texts.make}
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
      <ConnectionTable
        label={texts.list}
        pages={groupsPages(search)}
        columns={COLUMNS}
        linkOf={({ id, name }) => <Link to="/people/groups/$id" params={{ id }} aria-label={texts.open(name)} />}
        empty={
          <EmptyState title={texts.none.title} action={<Button onClick={() => void navigate({ search: {} })}>{texts.none.clear}</Button>}>
            {texts.none.text}
          </EmptyState>
        }
      />
    </Page>
  )
}
