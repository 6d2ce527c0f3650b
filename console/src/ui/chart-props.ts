export interface Series {
  label: string
  /** A token: `--accent`. */
  colour: string
  values: readonly (number | null)[]
  /** Bars stand for counts, lines for what goes on between two times. */
  shape?: 'bars' | 'line'
  format?(value: number): string
}

export interface ChartProps {
  /** What it shows: for who can't see it. */
  label: string
  /** Seconds since 1970, ascending. */
  times: readonly number[]
  series: readonly Series[]
  /** From when to when, in seconds since 1970. Absent: from the first time to the last. */
  span?: readonly [from: number, to: number] | undefined
  height?: number
  /** A range was chosen by dragging, in seconds since 1970. */
  onBrush?(from: number, to: number): void
}
