import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMay, useMe } from '../../session/permissions.ts'
import { functions } from '../../texts/en/functions.ts'
import { Button } from '../../ui/Button.tsx'
import { Duration } from '../../ui/Duration.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { RunIcon } from '../../ui/icons.tsx'
import { JsonView } from '../../ui/JsonView.tsx'
import { LogView } from '../../ui/LogView.tsx'
import { Section } from '../../ui/Page.tsx'
import { Allowed, PermissionHint } from '../../ui/PermissionHint.tsx'
import { type JsonSchema, SchemaForm } from '../../ui/SchemaForm.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { Time } from '../../ui/Time.tsx'
import { type Fn, OVER, permissionOn, type Try, triesOf } from './data.ts'
import { lineOf } from './marks.ts'
import styles from './TryPanel.module.css'
import type { Runs } from './useRun.ts'
import type { useTry } from './useTry.ts'

const route = getRouteApi('/shell/functions/$namespace/$name')
const texts = functions.run

interface TryPanelProps {
  fn: Fn
  schema: JsonSchema
  runs: Runs
  watched: ReturnType<typeof useTry>
  isUnsaved: boolean
  isSaving: boolean
  onRun(): void
}

/** Runs the function beside its code: the input, what came of it, and earlier runs, of which each can be taken up again. */
export function TryPanel({ fn, schema, runs, watched, isUnsaved, isSaving, onRun }: TryPanelProps) {
  const permission = permissionOn(fn, 'execute', useMe().id)
  const mayRun = useMay(permission)
  return (
    <div className={styles.panel}>
      <div className={styles.input}>
        <SchemaForm
          key={`${runs.inputKey} ${JSON.stringify(schema ?? null)}`}
          schema={schema}
          value={runs.input}
          onChange={runs.setInput}
          label={texts.input}
        />
        {mayRun === false && <PermissionHint permission={permission} />}
        {!fn.isActive && <p className={styles.soft}>{texts.off}</p>}
        {mayRun && fn.isActive && (
          <Button look="primary" icon={<RunIcon size={14} />} keys="mod+Enter" isBusy={runs.isStarting || isSaving} onClick={onRun}>
            {isUnsaved ? texts.saveAndRun : texts.run}
          </Button>
        )}
        {runs.error && <ErrorState error={runs.error} isCompact />}
      </div>
      {watched.error && <ErrorState error={watched.error} isCompact />}
      {watched.run && <Shown fn={fn} run={watched.run} lines={watched.lines} />}
      <Section title={texts.earlier}>
        <Allowed permission="sinas.executions.read:own">
          <Earlier fn={fn} />
        </Allowed>
      </Section>
    </div>
  )
}

function Shown({ fn, run, lines }: { fn: Fn; run: Try } & Pick<ReturnType<typeof useTry>, 'lines'>) {
  const isOver = OVER.includes(run.status)
  return (
    <>
      <Section
        title={texts.result}
        actions={
          <span className={styles.status}>
            <StatusBadge status={run.status} label={functions.status[run.status]} />
            <Duration ms={run.durationMs} since={run.status === 'RUNNING' ? run.startedAt : null} />
            <Link to="/runs/$id" params={{ id: run.id }} className={styles.link}>
              {texts.openRun}
            </Link>
          </span>
        }
      >
        {run.error && <Failure fn={fn} run={run} />}
        {run.status === 'AWAITING_INPUT' && (
          <p>
            {texts.waits} {run.inputPrompt}
          </p>
        )}
        {run.status === 'COMPLETED' &&
          (run.outputData === null ? <p className={styles.soft}>{texts.noResult}</p> : <JsonView value={run.outputData} />)}
        {!isOver && run.status !== 'AWAITING_INPUT' && <p className={styles.soft}>{texts.waitsForResult}</p>}
      </Section>
      <Section title={texts.log}>
        <div className={styles.log}>
          <LogView label={texts.log} lines={lines} isLive={!isOver} />
        </div>
      </Section>
    </>
  )
}

function Failure({ fn, run }: { fn: Fn; run: Try }) {
  const navigate = route.useNavigate()
  const line = run.version === fn.version ? lineOf(run.traceback, fn) : undefined
  return (
    <section className={styles.failure} aria-label={run.error!}>
      <p className={styles.error}>{run.error}</p>
      {line !== undefined && (
        <Button look="quiet" onClick={() => void navigate({ search: (before) => ({ ...before, line }), replace: true })}>
          {texts.lineOf(line)}
        </Button>
      )}
      {run.traceback && (
        <details>
          <summary>{texts.traceback}</summary>
          <pre tabIndex={0}>{run.traceback}</pre>
        </details>
      )}
    </section>
  )
}

/** Earlier runs: one is taken up here, with its input and its result. */
function Earlier({ fn }: { fn: Fn }) {
  const { run: chosen } = route.useSearch()
  const { data, error } = useQuery(triesOf(fn.id))
  const runs = data?.executions.nodes ?? []
  return (
    <>
      {error && <ErrorState error={error} isCompact />}
      {data && <p className={styles.soft}>{runs.length === 0 ? texts.earlierNone : texts.earlierHint}</p>}
      <ul className={styles.earlier}>
        {runs.map((run) => (
          <li key={run.id}>
            <Link to="/functions/$namespace/$name" params={fn} search={{ run: run.id }} replace aria-current={run.id === chosen}>
              <StatusBadge status={run.status} label={functions.status[run.status]} />
              <span className={styles.why}>{run.error}</span>
              <span className={styles.soft}>{texts.version(run.version)}</span>
              <Duration ms={run.durationMs} />
              <Time at={run.startedAt} />
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
