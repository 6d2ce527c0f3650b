import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useLive } from '../../data/live.ts'
import { chats as texts } from '../../texts/en/chats.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { ConnectionTable } from '../../ui/ConnectionTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { type Filter, Filters } from '../../ui/Filters.tsx'
import { ChatIcon, PlusIcon } from '../../ui/icons.tsx'
import { Page } from '../../ui/Page.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import type { Column } from '../../ui/Table.tsx'
import { Time } from '../../ui/Time.tsx'
import { chatPages } from './data.ts'
import { ChatListChangesDocument, type ChatRowFragment } from './generated/chats.ts'
import type { ChatsSearch } from './search.ts'

const route = getRouteApi('/shell/chats')

const FILTERS: readonly Filter<ChatsSearch>[] = [
  { kind: 'text', name: 'search', label: texts.filters.search },
  { kind: 'choice', name: 'archived', label: texts.filters.archived, options: [{ value: 'yes', label: texts.archivedToo }] },
]

const COLUMNS: readonly Column<ChatRowFragment>[] = [
  { title: texts.columns.title, width: 'minmax(8rem, 2fr)', cell: ({ title }) => title },
  {
    title: texts.columns.agent,
    width: 'minmax(7rem, 1fr)',
    isMinor: true,
    cell: ({ agentNamespace, agentName }) => `${agentNamespace}/${agentName}`,
  },
  { title: texts.columns.state, width: '9.5rem', cell: (chat) => <State chat={chat} /> },
  { title: texts.columns.changed, width: '6.5rem', align: 'end', cell: ({ updatedAt }) => <Time at={updatedAt} /> },
]

function State({ chat: { pendingApprovals, activeTurnId, lastError, archived } }: { chat: ChatRowFragment }) {
  if (pendingApprovals.length > 0) return <StatusBadge status="WAITS" label={texts.state.waits} tone="warn" />
  if (activeTurnId) return <StatusBadge status="RUNNING" label={texts.state.working} />
  if (lastError) return <StatusBadge status="FAILED" label={texts.state.failed} />
  return archived ? <StatusBadge status="ARCHIVED" label={texts.state.archived} /> : null
}

/** The caller's chats, the latest first. */
export function ChatsScreen() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const queryClient = useQueryClient()
  const { queryKey } = chatPages(search)
  const refresh = () => void queryClient.invalidateQueries({ queryKey })
  useLive({ document: ChatListChangesDocument, variables: () => ({}), onEvent: refresh, onConnect: refresh })
  const isFiltered = search.search !== undefined || search.archived !== undefined
  const begin = (
    <Link to="/chats/new" className={buttonClass('primary')}>
      <PlusIcon size={14} />
      {texts.new}
    </Link>
  )
  return (
    <Page
      title={texts.title}
      look="list"
      actions={begin}
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
        pages={chatPages(search)}
        columns={COLUMNS}
        linkOf={({ id, title }) => <Link to="/chats/$id" params={{ id }} aria-label={texts.open(title)} />}
        empty={
          isFiltered ? (
            <EmptyState title={texts.none.title} action={<Button onClick={() => void navigate({ search: {} })}>{texts.none.clear}</Button>}>
              {texts.none.text}
            </EmptyState>
          ) : (
            <EmptyState
              icon={<ChatIcon />}
              title={texts.empty.title}
              action={
                <Link to="/chats/new" className={buttonClass()}>
                  {texts.new}
                </Link>
              }
            >
              {texts.empty.text}
            </EmptyState>
          )
        }
      />
    </Page>
  )
}
