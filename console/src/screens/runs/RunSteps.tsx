import { useMemo } from 'react'
import { runs } from '../../texts/en/runs.ts'
import { Button } from '../../ui/Button.tsx'
import { JsonView } from '../../ui/JsonView.tsx'
import { Facts } from '../../ui/Page.tsx'
import { type Span, Waterfall } from '../../ui/Waterfall.tsx'
import type { Run } from './data.ts'
import type { RunStepsQuery } from './generated/run.ts'
import styles from './RunSteps.module.css'

type Step = RunStepsQuery['execution']['steps']['nodes'][number]

const TONES = { COMPLETED: 'good', FAILED: 'bad', RUNNING: 'busy' } as const
const texts = runs.run

interface RunStepsProps {
  run: Run
  steps: readonly Step[]
  chosen: string | undefined
  onChoose(id: string): void
  onMore?(): void
}

/** What a run called, as a waterfall; of the one that is chosen, what it was given and what came of it. */
export function RunSteps({ run, steps, chosen, onChoose, onMore }: RunStepsProps) {
  const spans = useMemo(() => steps.map(spanOf), [steps])
  const step = steps.find(({ id }) => id === chosen)
  if (steps.length === 0) return <p className={styles.empty}>{texts.stepsEmpty}</p>
  return (
    <div className={styles.steps}>
      <Waterfall
        label={texts.steps}
        spans={spans}
        startedAt={run.startedAt}
        durationMs={run.durationMs}
        selected={chosen}
        onSelect={onChoose}
      />
      {onMore && <Button onClick={onMore}>{texts.moreSteps}</Button>}
      {step && (
        <section className={styles.detail} aria-label={texts.stepDetail}>
          {step.error && <p className={styles.error}>{step.error}</p>}
          <Facts
            facts={[
              [texts.input, <JsonView key="input" value={step.inputData} depth={1} />],
              [texts.output, <JsonView key="output" value={step.outputData} depth={1} />],
            ]}
          />
        </section>
      )}
    </div>
  )
}

const spanOf = ({ id, parentStepId, functionName, startedAt, durationMs, status }: Step): Span => ({
  id,
  parentId: parentStepId,
  name: functionName,
  startedAt,
  durationMs,
  tone: TONES[status],
})
