import { getRouteApi, Link } from '@tanstack/react-router'
import { useMay } from '../../session/permissions.ts'
import { keys as texts } from '../../texts/en/keys.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { ConnectionTable } from '../../ui/ConnectionTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { type Filter, Filters } from '../../ui/Filters.tsx'
import { KeyIcon, PlusIcon } from '../../ui/icons.tsx'
import { Page } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import type { Column } from '../../ui/Table.tsx'
import { Time } from '../../ui/Time.tsx'
import { type KeyRow, keysPages, NEEDS } from './data.ts'
import { KeyState } from './KeyState.tsx'
import { type KeysSearch, STATES } from './search.ts'

const route = getRouteApi('/shell/keys')

const STATE: Filter<KeysSearch> = {
  kind: 'choice',
  name: 'state',
  label: texts.filters.state,
  options: STATES.map((value) => ({ value, label: texts.state[value] })),
}
const OWNER: Filter<KeysSearch> = {
  kind: 'choice',
  name: 'owner',
  label: texts.filters.owner,
  options: [{ value: 'all', label: texts.filters.all }],
}

const OWNER_COLUMN: Column<KeyRow> = {
  title: texts.columns.owner,
  width: 'minmax(8rem, 2fr)',
  cell: ({ userEmail, userId }) => userEmail ?? userId,
}

const columnsOf = (isOfAll: boolean): readonly Column<KeyRow>[] => [
  { title: texts.columns.name, width: 'minmax(7rem, 2fr)', cell: ({ name }) => name },
  { title: texts.columns.prefix, width: '7rem', isMinor: true, cell: ({ keyPrefix }) => <code>{keyPrefix}…</code> },
  ...(isOfAll ? [OWNER_COLUMN] : []),
  { title: texts.columns.rights, width: '6rem', isMinor: true, cell: ({ permissions }) => texts.count(permissions.length) },
  { title: texts.columns.state, width: '7rem', cell: (apiKey) => <KeyState apiKey={apiKey} /> },
  {
    title: texts.columns.used,
    width: '6.5rem',
    align: 'end',
    cell: ({ lastUsedAt }) => (lastUsedAt ? <Time at={lastUsedAt} /> : texts.never),
  },
  {
    title: texts.columns.expires,
    width: '7rem',
    align: 'end',
    isMinor: true,
    cell: ({ expiresAt }) => (expiresAt ? <Time at={expiresAt} /> : texts.never),
  },
]

/** Keys of programs: one's own, and others' where one may see them. */
export function KeysScreen() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const maySeeAll = useMay(NEEDS.all)
  const isFiltered = Object.values(search).some((value) => value !== undefined)
  const set = (changes: Partial<KeysSearch>) => void navigate({ search: (before) => ({ ...before, ...changes }), replace: true })
  return (
    <Page
      title={texts.title}
      look="list"
      actions={<MakeKey />}
      bar={<Filters filters={maySeeAll ? [OWNER, STATE] : [STATE]} search={search} onChange={set} />}
    >
      <ConnectionTable
        label={texts.list}
        pages={keysPages(search)}
        columns={columnsOf(search.owner !== undefined)}
        linkOf={({ id, name }) => <Link to="/keys/$id" params={{ id }} aria-label={texts.open(name)} />}
        empty={
          isFiltered ? (
            <EmptyState title={texts.none.title} action={<Button onClick={() => void navigate({ search: {} })}>{texts.none.clear}</Button>}>
              {texts.none.text}
            </EmptyState>
          ) : (
            <EmptyState icon={<KeyIcon />} title={texts.empty.title}>
              {texts.empty.text}
            </EmptyState>
          )
        }
      />
    </Page>
  )
}

function MakeKey() {
  return (
    <Allowed permission={NEEDS.create}>
      <Link to="/keys/new" className={buttonClass('primary')}>
        <PlusIcon size={14} />
        {texts.make}
      </Link>
    </Allowed>
  )
}
