import { useQuery, useQueryClient } from '@tanstack/react-query'
import { HrefLink } from '../../app/HrefLink.tsx'
import { useMay } from '../../session/permissions.ts'
import { system as texts } from '../../texts/en/system.ts'
import { Button } from '../../ui/Button.tsx'
import { Bytes } from '../../ui/Bytes.tsx'
import { CopyText } from '../../ui/CopyText.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { formatBytes, formatNumber } from '../../ui/format.ts'
import { LockIcon, RepeatIcon } from '../../ui/icons.tsx'
import { Facts, Page, Section } from '../../ui/Page.tsx'
import { PermissionHint } from '../../ui/PermissionHint.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { Time } from '../../ui/Time.tsx'
import { adviceOn } from './advice.ts'
import { Configuration } from './Configuration.tsx'
import { configuration, NEEDS, parts, storage, systemFacts } from './data.ts'
import type { StorageQuery, SystemQuery } from './generated/system.ts'
import { Parts } from './Parts.tsx'
import { Isolation, Pool } from './Pool.tsx'
import styles from './SystemScreen.module.css'

/** What the platform runs on, whether all of it runs, and what to do where it does not. */
export function SystemScreen() {
  const may = useMay(NEEDS)
  if (may === undefined) return null
  if (!may)
    return (
      <EmptyState heading="h1" icon={<LockIcon />} title={texts.denied.title} action={<PermissionHint permission={NEEDS} />}>
        {texts.denied.text}
      </EmptyState>
    )
  return <SystemPage />
}

function SystemPage() {
  const queryClient = useQueryClient()
  const facts = useQuery(systemFacts)
  const room = useQuery(storage)
  const variables = useQuery(configuration)
  const readiness = useQuery(parts)
  const known = {
    parts: readiness.data,
    facts: facts.data,
    storage: room.data?.storage,
    configuration: variables.data?.configuration,
  }
  const isAway = readiness.isError
  const isGood = !isAway && Object.values(readiness.data ?? {}).every(({ status }) => status === 'ok')
  const refresh = () => {
    for (const { queryKey } of [systemFacts, storage, configuration, parts]) void queryClient.invalidateQueries({ queryKey })
  }
  if (facts.error && !facts.data) return <ErrorState error={facts.error} onRetry={facts.refetch} />
  return (
    <Page
      title={texts.title}
      aside={<StatusBadge status={isGood ? 'OK' : 'ERROR'} label={isAway ? texts.away : isGood ? texts.good : texts.bad} />}
      actions={
        <Button icon={<RepeatIcon size={14} />} onClick={refresh}>
          {texts.refresh}
        </Button>
      }
      summary={facts.data && <Version facts={facts.data} />}
    >
      <div className={styles.page}>
        <Section title={texts.toDo}>
          <ToDo known={known} />
        </Section>
        <div className={styles.columns}>
          <div className={styles.column}>
            <Section title={texts.parts.title}>
              <Parts parts={readiness.data ?? {}} />
            </Section>
            {facts.data && <Pool pool={facts.data.sandboxPool} />}
          </div>
          <div className={styles.column}>
            {facts.data && <Isolation pool={facts.data.sandboxPool} />}
            {facts.data && <Queue facts={facts.data} />}
            {room.data && <Room storage={room.data.storage} />}
          </div>
        </div>
        {variables.data && <Configuration variables={variables.data.configuration} />}
      </div>
    </Page>
  )
}

function ToDo({ known }: { known: Parameters<typeof adviceOn>[0] }) {
  const found = adviceOn(known)
  if (found.length === 0) return <p className={styles.soft}>{texts.nothingToDo}</p>
  return (
    <ul className={styles.advice}>
      {found.map(({ tone, title, text, href }) => (
        <li key={title}>
          <StatusBadge status={title} label={title} tone={tone} />
          <p>
            {text} {href && <HrefLink href={href}>{texts.queue.title}</HrefLink>}
          </p>
        </li>
      ))}
    </ul>
  )
}

function Version({ facts: { platform } }: { facts: SystemQuery }) {
  return (
    <Facts
      facts={[
        [texts.version.version, platform.version],
        platform.commit !== null && [
          texts.version.commit,
          <CopyText key="commit" text={platform.commit} shown={platform.commit.slice(0, 10)} isCode />,
        ],
        [texts.version.node, platform.node],
        [texts.version.api, platform.apiVersion],
      ]}
    />
  )
}

function Queue({ facts: { queueStats, queueWorkers } }: { facts: SystemQuery }) {
  const { oldestDueAt, pending } = queueStats.queues.functions
  return (
    <Section title={texts.queue.title}>
      <Facts
        facts={[
          [texts.queue.waiting, formatNumber(pending)],
          [texts.queue.running, formatNumber(queueStats.jobs.running)],
          [texts.queue.dead, formatNumber(queueStats.deadLetters.size)],
          oldestDueAt !== null && [texts.queue.oldest, <Time key="oldest" at={oldestDueAt} />],
          [texts.queue.workers, formatNumber(queueWorkers.length)],
          [texts.queue.store, queueStats.store],
        ]}
      />
    </Section>
  )
}

function Room({ storage: room }: { storage: StorageQuery['storage'] }) {
  const used = 1 - room.freeBytes / room.totalBytes
  return (
    <Section title={texts.storage.title}>
      <Facts
        facts={[
          [
            texts.storage.disk,
            <span key="disk" className={styles.disk}>
              <meter min={0} max={1} high={0.9} low={0.75} optimum={0} value={used} aria-label={texts.storage.disk} />
              {texts.storage.free(formatBytes(room.freeBytes), formatBytes(room.totalBytes))}
            </span>,
          ],
          [
            texts.storage.database,
            <span key="database">
              <Bytes value={room.databaseBytes} />, {room.isDatabaseEmbedded ? texts.storage.embedded : texts.storage.server}
            </span>,
          ],
          [texts.storage.folder, <CopyText key="folder" text={room.folder} isCode />],
        ]}
      />
    </Section>
  )
}
