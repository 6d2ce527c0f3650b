import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { ask } from '../../data/ask.ts'
import { rowsOf } from '../../data/query.ts'
import { useMay, useMe } from '../../session/permissions.ts'
import { packages as texts } from '../../texts/en/packages.ts'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { type Filter, Filters } from '../../ui/Filters.tsx'
import { PackageIcon } from '../../ui/icons.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { Time } from '../../ui/Time.tsx'
import { toast } from '../../ui/Toast.tsx'
import { belongs, missingOf, neededBy, type Package, packagesPages, type Requiring, requirementsPages } from './data.ts'
import { RemovePackageDocument } from './generated/packages.ts'
import { InstallForm } from './InstallForm.tsx'
import styles from './PackagesScreen.module.css'
import type { PackagesSearch } from './search.ts'

const route = getRouteApi('/shell/packages')

const FILTERS: readonly Filter<PackagesSearch>[] = [
  { kind: 'text', name: 'search', label: texts.filters.search },
  {
    kind: 'choice',
    name: 'reach',
    label: texts.filters.reach,
    options: [
      { value: 'everyone', label: texts.filters.everyone },
      { value: 'own', label: texts.filters.own },
    ],
  },
]

/** Functions that are named in a row, before it says how many more. */
const NAMED = 3

/** What is installed for whom, what needs it, and what is needed and not there. */
export function PackagesScreen() {
  const [wanted, setWanted] = useState('')
  const functions = useEveryPage(useInfiniteQuery(requirementsPages()))
  const query = useInfiniteQuery(packagesPages())
  const packages = useEveryPage(query)
  return (
    <Page title={texts.title} summary={texts.summary}>
      <div className={styles.page}>
        <Section title={texts.install.title}>
          <InstallForm key={wanted} name={wanted} />
        </Section>
        {packages && functions && <Missing packages={packages} functions={functions} onInstall={setWanted} />}
        {query.error && !query.data && <ErrorState error={query.error} onRetry={query.refetch} />}
        {query.isPending && <Skeleton lines={5} />}
        {packages && <Installed packages={packages} functions={functions ?? []} />}
      </div>
    </Page>
  )
}

/** All rows, page after page. Undefined until the first page is there. */
function useEveryPage<Row>(query: {
  data: Parameters<typeof rowsOf<Row>>[0]
  hasNextPage: boolean
  isFetchingNextPage: boolean
  isFetchNextPageError: boolean
  fetchNextPage(): unknown
}): Row[] | undefined {
  const { data, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage])
  return data && rowsOf(data)
}

function Installed({ packages, functions }: { packages: readonly Package[]; functions: readonly Requiring[] }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const shown = packages.filter((each) => belongs(each, search))
  if (packages.length === 0)
    return (
      <EmptyState icon={<PackageIcon />} title={texts.empty.title}>
        {texts.empty.text}
      </EmptyState>
    )
  const columns: Column<Package>[] = [
    { title: texts.columns.name, width: 'minmax(7rem, 1fr)', cell: ({ name }) => <span className={styles.name}>{name}</span> },
    { title: texts.columns.version, width: '6rem', cell: ({ version }) => version },
    {
      title: texts.columns.reach,
      width: 'minmax(6rem, 1fr)',
      isMinor: true,
      cell: ({ forEveryone, owner }) => (forEveryone ? texts.everyone : owner?.email),
    },
    {
      title: texts.columns.needed,
      width: 'minmax(8rem, 2fr)',
      isMinor: true,
      cell: (row) => <Needing functions={neededBy(row, functions)} />,
    },
    { title: texts.columns.installed, width: '6.5rem', align: 'end', isMinor: true, cell: ({ installedAt }) => <Time at={installedAt} /> },
    { title: texts.remove.button, width: '6rem', align: 'end', cell: (row) => <Remove row={row} functions={neededBy(row, functions)} /> },
  ]
  return (
    <Section title={texts.list}>
      <Filters
        filters={FILTERS}
        search={search}
        onChange={(changes) => void navigate({ search: (before) => ({ ...before, ...changes }), replace: true })}
      />
      {shown.length === 0 ? (
        <EmptyState title={texts.none.title} action={<Button onClick={() => void navigate({ search: {} })}>{texts.none.clear}</Button>}>
          {texts.none.text}
        </EmptyState>
      ) : (
        <Table label={texts.list} rows={shown} columns={columns} keyOf={({ id }) => id} />
      )}
    </Section>
  )
}

function Needing({ functions }: { functions: readonly Requiring[] }) {
  if (functions.length === 0) return <span className={styles.soft}>{texts.notNeeded}</span>
  return (
    <span className={styles.functions}>
      {functions.slice(0, NAMED).map(({ id, namespace, name }) => (
        <Link key={id} to="/functions/$namespace/$name" params={{ namespace, name }} search={{ tab: 'settings' }} className={styles.link}>
          {`${namespace}/${name}`}
        </Link>
      ))}
      {functions.length > NAMED && <span className={styles.soft}>{texts.more(functions.length - NAMED)}</span>}
    </span>
  )
}

function Missing({
  packages,
  functions,
  onInstall,
}: {
  packages: readonly Package[]
  functions: readonly Requiring[]
  onInstall(requirement: string): void
}) {
  const missing = missingOf(packages, functions)
  if (missing.length === 0) return null
  return (
    <Section title={texts.missing.title}>
      <p className={styles.soft}>{texts.missing.text}</p>
      <ul className={styles.missing}>
        {missing.map(({ requirement, functions: needing }) => (
          <li key={requirement}>
            <code>{requirement}</code>
            <Needing functions={needing} />
            <Button look="quiet" onClick={() => onInstall(requirement)}>
              {texts.missing.install}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Remove({ row, functions }: { row: Package; functions: readonly Requiring[] }) {
  const queryClient = useQueryClient()
  const mayAny = useMay('sinas.packages.delete:all')
  const mayOwn = useMay('sinas.packages.delete:own')
  const isOwn = row.owner?.id === useMe().id
  const [isOpen, setOpen] = useState(false)
  if (!mayAny && !(mayOwn && isOwn)) return null
  const remove = async () => {
    await ask(RemovePackageDocument, { id: row.id })
    await queryClient.invalidateQueries({ queryKey: packagesPages().queryKey })
    toast(texts.remove.done(row.name))
  }
  return (
    <>
      <Button look="quiet" aria-label={texts.remove.label(row.name)} onClick={() => setOpen(true)}>
        {texts.remove.button}
      </Button>
      <Confirm
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={texts.remove.title(`${row.name} ${row.version}`)}
        action={texts.remove.button}
        onConfirm={remove}
      >
        <p>{texts.remove.text}</p>
        {functions.length > 0 && <p>{texts.remove.needed(functions.map(({ namespace, name }) => `${namespace}/${name}`).join(', '))}</p>}
      </Confirm>
    </>
  )
}
