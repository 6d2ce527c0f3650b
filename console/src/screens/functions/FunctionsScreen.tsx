import { getRouteApi, Link } from '@tanstack/react-router'
import { functions as texts } from '../../texts/en/functions.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { ConnectionTable } from '../../ui/ConnectionTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { type Filter, Filters } from '../../ui/Filters.tsx'
import { FunctionIcon, PlusIcon } from '../../ui/icons.tsx'
import { Page } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import type { Column } from '../../ui/Table.tsx'
import { Time } from '../../ui/Time.tsx'
import { functionsPages } from './data.ts'
import styles from './FunctionsScreen.module.css'
import type { FunctionRowFragment } from './generated/functions.ts'
import type { FunctionsSearch } from './search.ts'

const route = getRouteApi('/shell/functions')

const FILTERS: readonly Filter<FunctionsSearch>[] = [
  { kind: 'text', name: 'search', label: texts.filters.search },
  { kind: 'text', name: 'namespace', label: texts.filters.namespace },
  {
    kind: 'choice',
    name: 'active',
    label: texts.filters.active,
    options: [
      { value: 'on', label: texts.filters.on },
      { value: 'off', label: texts.filters.off },
    ],
  },
]

const COLUMNS: readonly Column<FunctionRowFragment>[] = [
  {
    title: texts.columns.name,
    width: 'minmax(9rem, 1.4fr)',
    cell: ({ namespace, name, isActive, isShared }) => (
      <span className={styles.name}>
        <span className={styles.path}>
          <span className={styles.soft}>{namespace}/</span>
          {name}
        </span>
        {!isActive && <span className={styles.mark}>{texts.off}</span>}
        {isShared && <span className={styles.mark}>{texts.shared}</span>}
      </span>
    ),
  },
  { title: texts.columns.description, width: 'minmax(6rem, 2fr)', isMinor: true, cell: ({ description }) => description },
  { title: texts.columns.owner, width: 'minmax(6rem, 1fr)', isMinor: true, cell: ({ owner }) => owner?.email },
  { title: texts.columns.last, width: '8.5rem', cell: ({ latest }) => <Last run={latest.nodes[0]} /> },
  { title: texts.columns.version, width: '4.5rem', align: 'end', isMinor: true, cell: ({ version }) => version },
  { title: texts.columns.changed, width: '6.5rem', align: 'end', cell: ({ updatedAt }) => <Time at={updatedAt} /> },
]

function Last({ run }: { run: FunctionRowFragment['latest']['nodes'][number] | undefined }) {
  if (!run) return <span className={styles.soft}>{texts.never}</span>
  return <StatusBadge status={run.status} label={texts.status[run.status]} />
}

/** The functions that one may see, the last changed first. */
export function FunctionsScreen() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const isFiltered = Object.values(search).some((value) => value !== undefined)
  const create = (
    <Allowed permission="sinas.functions.create:own">
      <Link to="/functions/new" className={buttonClass('primary')}>
        <PlusIcon size={14} />
        {texts.create}
      </Link>
    </Allowed>
  )
  return (
    <Page
      title={texts.title}
      look="list"
      actions={create}
      bar={
        <Filters
          filters={FILTERS}
          search={search}
          onChange={(changes) => void navigate({ search: (before) => ({ ...before, ...changes }), replace: true })}
        />
      }
    >
      <ConnectionTable
        label={texts.list}
        pages={functionsPages(search)}
        columns={COLUMNS}
        linkOf={({ namespace, name }) => (
          <Link to="/functions/$namespace/$name" params={{ namespace, name }} aria-label={texts.open(`${namespace}/${name}`)} />
        )}
        empty={
          isFiltered ? (
            <EmptyState title={texts.none.title} action={<Button onClick={() => void navigate({ search: {} })}>{texts.none.clear}</Button>}>
              {texts.none.text}
            </EmptyState>
          ) : (
            <EmptyState icon={<FunctionIcon />} title={texts.empty.title}>
              {texts.empty.text}
            </EmptyState>
          )
        }
      />
    </Page>
  )
}
