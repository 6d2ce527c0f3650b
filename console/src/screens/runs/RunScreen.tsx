import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { rowsOf } from '../../data/query.ts'
import { runs } from '../../texts/en/runs.ts'
import { Bytes } from '../../ui/Bytes.tsx'
import { Duration } from '../../ui/Duration.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { formatDuration, formatNumber } from '../../ui/format.ts'
import { Id } from '../../ui/Id.tsx'
import { JsonView } from '../../ui/JsonView.tsx'
import { LiveBadge } from '../../ui/LiveBadge.tsx'
import { LogView } from '../../ui/LogView.tsx'
import { Facts, Page, Section } from '../../ui/Page.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { Time } from '../../ui/Time.tsx'
import { AnswerForm } from './AnswerForm.tsx'
import { oneRun, type Run, reruns, runSteps } from './data.ts'
import { RunActions } from './RunActions.tsx'
import styles from './RunScreen.module.css'
import { RunSteps } from './RunSteps.tsx'
import { Traceback } from './Traceback.tsx'
import { useRunLive } from './useRunLive.ts'

const route = getRouteApi('/shell/runs/$id')
const ENDED: readonly Run['status'][] = ['COMPLETED', 'FAILED', 'CANCELLED']
const texts = runs.run

/** One run: what it was given, what it does and prints, and what came of it. */
export function RunScreen() {
  const { id } = route.useParams()
  const query = useQuery(oneRun(id))
  if (query.error && !query.data) return <ErrorState error={query.error} onRetry={query.refetch} />
  // The loader has read it: this is for the moment in which the session ends.
  if (!query.data) return null
  return <RunPage key={id} run={query.data.execution} />
}

function RunPage({ run }: { run: Run }) {
  const isOver = ENDED.includes(run.status)
  const { lines, state } = useRunLive(run.id)
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const steps = useInfiniteQuery(runSteps(run.id))
  const choose = (changes: typeof search) => void navigate({ search: (before) => ({ ...before, ...changes }), replace: true })
  return (
    <Page
      title={`${run.functionNamespace}/${run.functionName}`}
      aside={
        <>
          <StatusBadge status={run.status} label={runs.status[run.status]} />
          {!isOver && <LiveBadge state={state} />}
        </>
      }
      summary={<RunFacts run={run} />}
      actions={<RunActions run={run} isOver={isOver} />}
    >
      <div className={styles.page}>
        {run.status === 'AWAITING_INPUT' && <AnswerForm run={run} />}
        {run.error && <Failure run={run} />}
        <div className={styles.columns}>
          <div className={styles.column}>
            <Section title={texts.steps}>
              <RunSteps
                run={run}
                steps={rowsOf(steps.data)}
                chosen={search.step}
                onChoose={(step) => choose({ step: step === search.step ? undefined : step })}
                {...(steps.hasNextPage && { onMore: () => void steps.fetchNextPage() })}
              />
            </Section>
            <Section
              title={texts.log}
              actions={lines.length > 0 && <span className={styles.soft}>{texts.lines(formatNumber(lines.length))}</span>}
            >
              <LogView label={texts.log} lines={lines} isLive={!isOver} chosen={search.line} onChoose={(line) => choose({ line })} />
            </Section>
          </div>
          <div className={styles.column}>
            <Section title={texts.input}>
              <JsonView value={run.inputData} />
            </Section>
            <Section title={texts.output}>
              {run.outputData === null && run.status !== 'COMPLETED' ? (
                <p className={styles.soft}>{isOver ? texts.noOutputEver : texts.noOutput}</p>
              ) : (
                <JsonView value={run.outputData} />
              )}
            </Section>
            <Reruns id={run.id} />
          </div>
        </div>
      </div>
    </Page>
  )
}

function RunFacts({ run }: { run: Run }) {
  const isNewer = run.function && run.function.version !== run.version
  return (
    <Facts
      facts={[
        [texts.facts.id, <Id key="id" id={run.id} />],
        [texts.facts.trigger, <Trigger key="trigger" run={run} />],
        [texts.facts.started, <Time key="started" at={run.startedAt} />],
        [texts.facts.duration, <Duration key="duration" ms={run.durationMs} since={run.status === 'RUNNING' ? run.startedAt : null} />],
        [texts.facts.version, isNewer ? `${run.version} (${texts.now(run.function!.version)})` : run.version],
        run.cpuMs !== null && [texts.facts.cpu, formatDuration(run.cpuMs)],
        run.peakMemoryKb !== null && run.peakMemoryKb > 0 && [texts.facts.memory, <Bytes key="memory" value={run.peakMemoryKb * 1024} />],
        run.attempts > 1 && [texts.facts.attempts, run.attempts],
        run.user?.email != null && [texts.facts.user, run.user.email],
      ]}
    />
  )
}

function Trigger({ run }: { run: Run }) {
  const word = runs.trigger[run.triggerType]
  const [, origin] = /^rerun:(.+)$/.exec(run.triggerId) ?? []
  if (origin)
    return (
      <>
        {texts.rerunOf}{' '}
        <Link to="/runs/$id" params={{ id: origin }} className={styles.link}>
          {runs.short(origin)}
        </Link>{' '}
        <Link to="/runs/compare" search={{ before: origin, after: run.id }} className={styles.link}>
          {texts.compareWith}
        </Link>
      </>
    )
  if (run.webhook) return `${word} ${run.webhook.path}`
  if (run.schedule) return `${word} ${run.schedule.name}`
  return word
}

function Failure({ run }: { run: Run }) {
  return (
    <section className={styles.failure} aria-label={texts.error}>
      <h2>{run.error}</h2>
      {run.traceback && <Traceback run={run} text={run.traceback} />}
    </section>
  )
}

function Reruns({ id }: { id: string }) {
  const { data } = useQuery(reruns(id))
  const nodes = data?.executions.nodes ?? []
  if (nodes.length === 0) return null
  return (
    <Section title={texts.reruns}>
      <ul className={styles.reruns}>
        {nodes.map((each) => (
          <li key={each.id}>
            <Link to="/runs/$id" params={{ id: each.id }}>
              <StatusBadge status={each.status} label={runs.status[each.status]} />
              <Time at={each.startedAt} />
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}
