import { getRouteApi, Link } from '@tanstack/react-router'
import { secrets as texts } from '../../texts/en/secrets.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { ConnectionTable } from '../../ui/ConnectionTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { type Filter, Filters } from '../../ui/Filters.tsx'
import { LockIcon, PlusIcon } from '../../ui/icons.tsx'
import { Page } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import type { Column } from '../../ui/Table.tsx'
import { Time } from '../../ui/Time.tsx'
import { type SecretRow, secretsPages } from './data.ts'
import { type SecretsSearch, VISIBILITIES } from './search.ts'

const route = getRouteApi('/shell/secrets')

const FILTERS: readonly Filter<SecretsSearch>[] = [
  { kind: 'text', name: 'search', label: texts.filters.search },
  {
    kind: 'choice',
    name: 'visibility',
    label: texts.filters.visibility,
    options: VISIBILITIES.map((value) => ({ value, label: texts.visibility[value] })),
  },
]

const COLUMNS: readonly Column<SecretRow>[] = [
  { title: texts.columns.name, width: 'minmax(9rem, 2fr)', cell: ({ name }) => <code>{name}</code> },
  { title: texts.columns.visibility, width: '5.5rem', cell: ({ visibility }) => texts.visibility[visibility] },
  { title: texts.columns.description, width: 'minmax(8rem, 3fr)', isMinor: true, cell: ({ description }) => description },
  { title: texts.columns.owner, width: 'minmax(8rem, 2fr)', isMinor: true, cell: ({ owner }) => owner?.email },
  { title: texts.columns.version, width: '5rem', align: 'end', isMinor: true, cell: ({ version }) => version },
  { title: texts.columns.updated, width: '6.5rem', align: 'end', cell: ({ updatedAt }) => <Time at={updatedAt} /> },
]

/** What functions use by name, without the values. */
export function SecretsScreen() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const isFiltered = Object.values(search).some((value) => value !== undefined)
  const set = (changes: Partial<SecretsSearch>) => void navigate({ search: (before) => ({ ...before, ...changes }), replace: true })
  return (
    <Page title={texts.title} look="list" actions={<Make />} bar={<Filters filters={FILTERS} search={search} onChange={set} />}>
      <ConnectionTable
        label={texts.list}
        pages={secretsPages(search)}
        columns={COLUMNS}
        linkOf={({ id, name }) => <Link to="/secrets/$id" params={{ id }} aria-label={texts.open(name)} />}
        empty={
          isFiltered ? (
            <EmptyState title={texts.none.title} action={<Button onClick={() => void navigate({ search: {} })}>{texts.none.clear}</Button>}>
              {texts.none.text}
            </EmptyState>
          ) : (
            <EmptyState icon={<LockIcon />} title={texts.empty.title}>
              {texts.empty.text}
            </EmptyState>
          )
        }
      />
    </Page>
  )
}

function Make() {
  return (
    <Allowed permission="sinas.secrets.create:own">
      <Link to="/secrets/new" className={buttonClass('primary')}>
        <PlusIcon size={14} />
        {texts.make}
      </Link>
    </Allowed>
  )
}
