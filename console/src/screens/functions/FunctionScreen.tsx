import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ask } from '../../data/ask.ts'
import { useMay, useMe } from '../../session/permissions.ts'
import { functions as texts } from '../../texts/en/functions.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { Time } from '../../ui/Time.tsx'
import { toast } from '../../ui/Toast.tsx'
import { CallersTab } from './CallersTab.tsx'
import { CodeTab } from './CodeTab.tsx'
import { type Fn, oneFunction, permissionOn } from './data.ts'
import styles from './FunctionScreen.module.css'
import { ChangeFunctionDocument } from './generated/function.ts'
import { SettingsTab } from './SettingsTab.tsx'
import { StatisticsTab } from './StatisticsTab.tsx'
import { TABS } from './search.ts'
import { snippetsOf } from './snippets.ts'
import { VersionsTab } from './VersionsTab.tsx'

const route = getRouteApi('/shell/functions/$namespace/$name')

/** One function: its code beside what runs it, and all that belongs to it. */
export function FunctionScreen() {
  const query = useQuery(oneFunction(route.useParams()))
  if (query.error && !query.data) return <ErrorState error={query.error} onRetry={query.refetch} />
  if (!query.data) return null
  const fn = query.data.function
  return <FunctionPage key={fn.id} fn={fn} />
}

function FunctionPage({ fn }: { fn: Fn }) {
  const { tab } = route.useSearch()
  return (
    <Page
      title={`${fn.namespace}/${fn.name}`}
      aside={!fn.isActive && <StatusBadge status="OFF" label={texts.off} />}
      summary={<Summary fn={fn} />}
      actions={<Actions fn={fn} />}
      bar={<FunctionTabs fn={fn} />}
    >
      {tab === 'versions' ? (
        <VersionsTab fn={fn} />
      ) : tab === 'callers' ? (
        <CallersTab fn={fn} />
      ) : tab === 'statistics' ? (
        <Allowed permission="sinas.executions.read:own">
          <StatisticsTab fn={fn} />
        </Allowed>
      ) : tab === 'settings' ? (
        <SettingsTab fn={fn} />
      ) : (
        <CodeTab fn={fn} />
      )}
    </Page>
  )
}

function Summary({ fn }: { fn: Fn }) {
  return (
    <span className={styles.summary}>
      {fn.description && <span>{fn.description}</span>}
      <span>
        {texts.versionNow(fn.version)}, <Time at={fn.updatedAt} />
        {fn.owner?.email && ` ${texts.by} ${fn.owner.email}`}
      </span>
    </span>
  )
}

function FunctionTabs({ fn: { namespace, name } }: { fn: Fn }) {
  const search = route.useSearch()
  const { tab: chosen = 'code' } = search
  const tabs = TABS.map((tab) => ({
    label: texts.tabs[tab],
    link: {
      to: '/functions/$namespace/$name' as const,
      params: { namespace, name },
      // The one that is shown keeps what it is asked for, and is seen to be where one is.
      search: tab === chosen ? search : { tab: tab === 'code' ? undefined : tab },
      activeOptions: { explicitUndefined: false },
    },
  }))
  return (
    <div className={styles.tabs}>
      <Tabs label={texts.tabs.label} tabs={tabs} />
    </div>
  )
}

function Actions({ fn }: { fn: Fn }) {
  const queryClient = useQueryClient()
  const mayChange = useMay(permissionOn(fn, 'update', useMe().id))
  const turn = async (isActive: boolean): Promise<void> => {
    const { updateFunction } = await ask(ChangeFunctionDocument, { input: { function: { id: fn.id }, isActive } })
    queryClient.setQueryData(oneFunction(fn).queryKey, { function: updateFunction.function })
    void queryClient.invalidateQueries({ queryKey: ['Functions'] })
    toast(isActive ? texts.turnedOn : texts.turnedOff, { undo: () => turn(!isActive) })
  }
  return (
    <>
      <CopyAs title={texts.copyTitle} snippets={snippetsOf(fn)} />
      {mayChange && <Button onClick={() => void turn(!fn.isActive)}>{fn.isActive ? texts.turnOff : texts.turnOn}</Button>}
    </>
  )
}
