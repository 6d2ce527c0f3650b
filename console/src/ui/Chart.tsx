import { lazy, Suspense } from 'react'
import styles from './Chart.module.css'
import type { ChartProps } from './chart-props.ts'

const Plot = lazy(() => import('./Plot.tsx').then((module) => ({ default: module.Plot })))

/** Numbers over time, with a range that is chosen by dragging. It is loaded when one is first shown, and has its height before. */
export function Chart(props: ChartProps) {
  return (
    <figure className={styles.chart} style={{ height: props.height ?? 120 }} aria-label={props.label}>
      <Suspense>
        <Plot {...props} />
      </Suspense>
    </figure>
  )
}
