import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useLive } from '../../data/live.ts'
import { applyEvent } from '../../data/query.ts'
import { webhooks as texts } from '../../texts/en/webhooks.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { ConnectionTable } from '../../ui/ConnectionTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { type Filter, Filters } from '../../ui/Filters.tsx'
import { PlusIcon, WebhookIcon } from '../../ui/icons.tsx'
import { LiveBadge } from '../../ui/LiveBadge.tsx'
import { Page } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import type { Column } from '../../ui/Table.tsx'
import { Time } from '../../ui/Time.tsx'
import { webhooksPages } from './data.ts'
import { DELIVERY_TONES } from './delivery-tones.ts'
import { DeliveryChangesDocument, type WebhookRowFragment } from './generated/webhooks.ts'
import type { WebhooksSearch } from './search.ts'
import styles from './webhooks.module.css'

const route = getRouteApi('/shell/webhooks')

const FILTERS: readonly Filter<WebhooksSearch>[] = [
  { kind: 'text', name: 'search', label: texts.filters.search },
  {
    kind: 'choice',
    name: 'active',
    label: texts.filters.active,
    options: [
      { value: 'yes', label: texts.active.yes },
      { value: 'no', label: texts.active.no },
    ],
  },
  {
    kind: 'choice',
    name: 'auth',
    label: texts.filters.auth,
    options: [
      { value: 'login', label: texts.auth.login },
      { value: 'public', label: texts.auth.public },
    ],
  },
]

const COLUMNS: readonly Column<WebhookRowFragment>[] = [
  {
    title: texts.columns.path,
    width: 'minmax(9rem, 2fr)',
    cell: ({ httpMethod, path }) => (
      <>
        <span className={styles.method}>{httpMethod}</span> {path}
      </>
    ),
  },
  {
    title: texts.columns.function,
    width: 'minmax(7rem, 2fr)',
    isMinor: true,
    cell: ({ functionNamespace, functionName }) => `${functionNamespace}/${functionName}`,
  },
  {
    title: texts.columns.access,
    width: '6rem',
    isMinor: true,
    cell: ({ requiresAuth }) => (requiresAuth ? texts.auth.login : texts.auth.public),
  },
  {
    title: texts.columns.signature,
    width: '10rem',
    isMinor: true,
    cell: ({ signature }) => texts.scheme[signature?.scheme ?? 'NONE'],
  },
  {
    title: texts.columns.state,
    width: '8rem',
    isMinor: true,
    cell: ({ isActive }) => <StatusBadge status={isActive ? 'ACTIVE' : 'OFF'} label={isActive ? texts.active.yes : texts.active.no} />,
  },
  {
    title: texts.columns.last,
    width: '11rem',
    align: 'end',
    cell: ({ deliveries: { nodes } }) => {
      const [last] = nodes
      if (!last) return <span className={styles.soft}>{texts.never}</span>
      return (
        <span className={styles.last}>
          <StatusBadge status={last.status} label={texts.status[last.status]} tone={DELIVERY_TONES[last.status]} />
          <Time at={last.receivedAt} />
        </span>
      )
    },
  },
]

/** Every webhook that one may see, with what was last delivered to it. */
export function WebhooksScreen() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const queryClient = useQueryClient()
  const pages = webhooksPages(search)
  const state = useLive({
    document: DeliveryChangesDocument,
    variables: () => ({}),
    onEvent({ webhookDeliveryChanges: delivery }) {
      if (delivery) applyEvent(queryClient, pages.queryKey, (before) => before && withDelivery(before, delivery))
    },
    onConnect: () => void queryClient.invalidateQueries({ queryKey: pages.queryKey }),
  })
  const isFiltered = Object.values(search).some((value) => value !== undefined)
  const create = (
    <Allowed permission="sinas.webhooks.create:own">
      <Link to="/webhooks/new" className={buttonClass('primary')}>
        <PlusIcon size={14} />
        {texts.create}
      </Link>
    </Allowed>
  )
  return (
    <Page
      title={texts.title}
      aside={<LiveBadge state={state} />}
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
        pages={pages}
        columns={COLUMNS}
        linkOf={({ id, path }) => <Link to="/webhooks/$id" params={{ id }} aria-label={texts.open(path)} />}
        empty={
          isFiltered ? (
            <EmptyState title={texts.none.title} action={<Button onClick={() => void navigate({ search: {} })}>{texts.none.clear}</Button>}>
              {texts.none.text}
            </EmptyState>
          ) : (
            <EmptyState icon={<WebhookIcon />} title={texts.empty.title}>
              {texts.empty.text}
            </EmptyState>
          )
        }
      />
    </Page>
  )
}

type Last = WebhookRowFragment['deliveries']['nodes'][number]
type Rows = NonNullable<Awaited<ReturnType<NonNullable<ReturnType<typeof webhooksPages>['queryFn']>>>>

function withDelivery<Pages extends { pages: Rows[] }>(before: Pages, delivery: Last & { webhookId: string }): Pages {
  return {
    ...before,
    pages: before.pages.map((page) => ({
      ...page,
      nodes: page.nodes.map((row) => {
        if (row.id !== delivery.webhookId) return row
        const [last] = row.deliveries.nodes
        return last && last.id !== delivery.id && last.receivedAt > delivery.receivedAt
          ? row
          : { ...row, deliveries: { nodes: [delivery] } }
      }),
    })),
  }
}
