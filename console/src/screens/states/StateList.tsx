import { getRouteApi, Link } from '@tanstack/react-router'
import { states as texts } from '../../texts/en/states.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { ConnectionTable } from '../../ui/ConnectionTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { type Filter, Filters } from '../../ui/Filters.tsx'
import { LockIcon, PlusIcon, StateIcon } from '../../ui/icons.tsx'
import { LiveBadge } from '../../ui/LiveBadge.tsx'
import { Page } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import type { Column } from '../../ui/Table.tsx'
import { Time } from '../../ui/Time.tsx'
import { statesPages } from './data.ts'
import type { StateRowFragment } from './generated/states.ts'
import { type StatesSearch, VISIBILITIES } from './search.ts'
import styles from './states.module.css'
import { useLiveStates } from './useLiveStates.ts'

const route = getRouteApi('/shell/states')

const FILTERS: readonly Filter<StatesSearch>[] = [
  { kind: 'text', name: 'search', label: texts.filters.search },
  {
    kind: 'choice',
    name: 'visibility',
    label: texts.filters.visibility,
    options: VISIBILITIES.map((value) => ({ value, label: texts.visibility[value] })),
  },
  { kind: 'choice', name: 'owner', label: texts.filters.owner, options: [{ value: 'me', label: texts.mine }] },
]

const NAMESPACE: Column<StateRowFragment> = {
  title: texts.columns.namespace,
  width: 'minmax(6rem, 1fr)',
  isMinor: true,
  cell: ({ namespace }) => namespace,
}

const COLUMNS: readonly Column<StateRowFragment>[] = [
  {
    title: texts.columns.key,
    width: 'minmax(8rem, 1.5fr)',
    cell: ({ key, encrypted }) => (
      <>
        {key}{' '}
        {encrypted && (
          <span className={styles.soft} title={texts.encrypted}>
            <LockIcon size={12} />
          </span>
        )}
      </>
    ),
  },
  {
    title: texts.columns.about,
    width: 'minmax(6rem, 2fr)',
    isMinor: true,
    cell: ({ description, tags }) => (
      <span className={styles.soft}>{[description, ...tags.map((tag) => `#${tag}`)].filter(Boolean).join(' ')}</span>
    ),
  },
  { title: texts.columns.visibility, width: '6rem', isMinor: true, cell: ({ visibility }) => texts.visibility[visibility] },
  { title: texts.columns.version, width: '4.5rem', align: 'end', isMinor: true, cell: ({ version }) => version },
  { title: texts.columns.expires, width: '6rem', align: 'end', isMinor: true, cell: ({ expiresAt }) => <Time at={expiresAt} /> },
  { title: texts.columns.updated, width: '6rem', align: 'end', cell: ({ updatedAt }) => <Time at={updatedAt} /> },
]

/** The states of a namespace, or of all, those that changed last first. */
export function StateList() {
  const search = route.useSearch()
  const { namespace } = search
  const navigate = route.useNavigate()
  const state = useLiveStates(namespace, search)
  const isFiltered = search.search !== undefined || search.visibility !== undefined || search.owner !== undefined
  const [key, ...others] = COLUMNS
  return (
    <Page
      title={namespace ?? texts.title}
      aside={namespace !== undefined && <LiveBadge state={state} />}
      look="list"
      actions={
        <Allowed permission="sinas.states.create:own">
          <Link to="/states/new" search={{ namespace }} className={buttonClass('primary')}>
            <PlusIcon size={14} />
            {texts.create}
          </Link>
        </Allowed>
      }
      bar={
        <Filters
          filters={FILTERS}
          search={search}
          onChange={(changes) => void navigate({ to: '/states', search: (before) => ({ ...before, ...changes }), replace: true })}
        />
      }
    >
      <ConnectionTable
        label={texts.list}
        pages={statesPages(search)}
        columns={namespace === undefined ? [key!, NAMESPACE, ...others] : COLUMNS}
        linkOf={({ id, key: name }) => <Link to="/states/$id" params={{ id }} aria-label={texts.open(name)} />}
        empty={
          isFiltered ? (
            <EmptyState
              title={texts.none.title}
              action={<Button onClick={() => void navigate({ to: '/states', search: { namespace } })}>{texts.none.clear}</Button>}
            >
              {texts.none.text}
            </EmptyState>
          ) : (
            <EmptyState icon={<StateIcon />} title={texts.empty.title}>
              {texts.empty.text}
            </EmptyState>
          )
        }
      />
    </Page>
  )
}
