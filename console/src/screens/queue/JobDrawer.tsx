import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../data/ask.ts'
import { rowsOf } from '../../data/query.ts'
import { queue } from '../../texts/en/queue.ts'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { Drawer } from '../../ui/Drawer.tsx'
import { Id } from '../../ui/Id.tsx'
import { RepeatIcon, StopIcon } from '../../ui/icons.tsx'
import { JsonView } from '../../ui/JsonView.tsx'
import { Notice } from '../../ui/Layout.tsx'
import { Facts, Section } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { Time } from '../../ui/Time.tsx'
import { toast } from '../../ui/Toast.tsx'
import { jobPages, queueStats } from './data.ts'
import { CancelQueuedJobDocument, type JobRowFragment, QueuedJobsDocument, RetryDeadLetterDocument } from './generated/queue.ts'
import { JobStatus, nameOf } from './JobStatus.tsx'
import styles from './queue.module.css'
import type { QueueSearch } from './search.ts'

const texts = queue.job

/** One job beside the list: what it is given, why it failed, and what can be done with it. */
export function JobDrawer({ search, onClose }: { search: QueueSearch; onClose(): void }) {
  const { data } = useInfiniteQuery(jobPages(search))
  // While it closes, and where a retry takes it out of the list, it is shown as it was.
  const [last, setLast] = useState<JobRowFragment>()
  const found = search.job === undefined ? undefined : rowsOf(data).find(({ id }) => id === search.job)
  if (found && found !== last) setLast(found)
  const job = found ?? (last && (search.job === undefined || last.id === search.job) ? last : undefined)
  return (
    <Drawer isOpen={search.job !== undefined} onClose={onClose} title={job ? nameOf(job) : texts.title}>
      {job ? <Job job={job} onDone={onClose} /> : <p className={styles.soft}>{texts.missing}</p>}
    </Drawer>
  )
}

function Job({ job, onDone }: { job: JobRowFragment; onDone(): void }) {
  const { id, kind, queue: name, attempts, maxAttempts, createdAt, runAt, startedAt, finishedAt, error, data, execution } = job
  return (
    <div className={styles.job}>
      <JobStatus job={job} />
      <JobActions job={job} onDone={onDone} />
      {error && (
        <Notice tone="bad" title={texts.error}>
          {error}
        </Notice>
      )}
      <Facts
        facts={[
          [texts.kind, queue.kind[kind] ?? kind],
          [texts.queue, name],
          [texts.attempts, `${attempts} / ${maxAttempts}`],
          [texts.queued, <Time key="queued" at={createdAt} />],
          runAt !== null && [texts.starts, <Time key="starts" at={runAt} />],
          startedAt !== null && [texts.started, <Time key="started" at={startedAt} />],
          finishedAt !== null && [texts.finished, <Time key="finished" at={finishedAt} />],
          [texts.id, <Id key="id" id={id} />],
        ]}
      />
      {execution && (
        <Link to="/runs/$id" params={{ id: execution.id }} className={styles.link}>
          {texts.openRun}
        </Link>
      )}
      {data !== null && (
        <Section title={texts.data}>
          <JsonView value={data} />
        </Section>
      )}
    </div>
  )
}

function JobActions({ job: { id, status }, onDone }: { job: JobRowFragment; onDone(): void }) {
  const [isCancelling, setCancelling] = useState(false)
  const queryClient = useQueryClient()
  const readAnew = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: queueStats.queryKey }),
      queryClient.invalidateQueries({ queryKey: [QueuedJobsDocument.name] }),
    ])
  const retry = useMutation({
    mutationFn: () => ask(RetryDeadLetterDocument, { id }),
    async onSuccess() {
      onDone()
      await readAnew()
      toast(queue.retried)
    },
    onError: (error) => toast(error.message),
  })
  const cancel = async () => {
    await ask(CancelQueuedJobDocument, { id })
    await readAnew()
    onDone()
    toast(queue.cancelled)
  }
  if (status !== 'FAILED' && status !== 'QUEUED' && status !== 'RUNNING') return null
  return (
    <Allowed permission="sinas.system.update:all">
      <div className={styles.actions}>
        {status === 'FAILED' ? (
          <Button look="primary" icon={<RepeatIcon size={14} />} isBusy={retry.isPending} onClick={() => retry.mutate()}>
            {queue.retry}
          </Button>
        ) : (
          <Button look="danger" icon={<StopIcon size={14} />} onClick={() => setCancelling(true)}>
            {queue.cancel}
          </Button>
        )}
        <Confirm
          isOpen={isCancelling}
          onClose={() => setCancelling(false)}
          title={queue.cancelTitle}
          action={queue.cancelTitle}
          onConfirm={cancel}
        >
          <p>{queue.cancelText}</p>
        </Confirm>
      </div>
    </Allowed>
  )
}
