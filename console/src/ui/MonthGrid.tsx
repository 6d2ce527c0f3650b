import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { IconButton } from './IconButton.tsx'
import { ChevronRightIcon } from './icons.tsx'
import styles from './MonthGrid.module.css'

interface MonthGridProps {
  label: string
  /** `2026-12` */
  month: string
  onMonth(month: string): void
  words: { before: string; after: string }
  /** What stands in a day. @param day `2026-12-24`, in the zone of the browser */
  children(day: string): ReactNode
}

const LOCALE = navigator.language
const DAYS = 7
const title = new Intl.DateTimeFormat(LOCALE, { month: 'long', year: 'numeric' })
const weekday = new Intl.DateTimeFormat(LOCALE, { weekday: 'short' })
const dayName = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'full' })

const two = (value: number) => String(value).padStart(2, '0')
export const monthOf = (date: Date): string => `${date.getFullYear()}-${two(date.getMonth() + 1)}`
export const dayOf = (date: Date): string => `${monthOf(date)}-${two(date.getDate())}`

/** The instants at which a month begins and ends, in the zone of the browser. */
export function boundsOf(month: string): [start: Date, end: Date] {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return [new Date(year, number - 1, 1), new Date(year, number, 1)]
}

/** A month, a week a row. */
export function MonthGrid({ label, month, onMonth, words, children }: MonthGridProps) {
  const [start, end] = boundsOf(month)
  const today = dayOf(new Date())
  const days = daysOf(start, end)
  const move = (months: number) => onMonth(monthOf(new Date(start.getFullYear(), start.getMonth() + months, 1)))
  return (
    <section className={styles.calendar} aria-label={label}>
      <header className={styles.bar}>
        <h2 aria-live="polite">{title.format(start)}</h2>
        <span className={styles.back}>
          <IconButton label={words.before} icon={<ChevronRightIcon />} onClick={() => move(-1)} />
        </span>
        <IconButton label={words.after} icon={<ChevronRightIcon />} onClick={() => move(1)} />
      </header>
      <div className={styles.names} aria-hidden="true">
        {days.slice(0, DAYS).map((day) => (
          <span key={day.getTime()}>{weekday.format(day)}</span>
        ))}
      </div>
      <ol className={styles.days}>
        {days.map((day) => {
          const key = dayOf(day)
          return (
            <li
              key={key}
              aria-label={dayName.format(day)}
              aria-current={key === today ? 'date' : undefined}
              className={classes(styles.day, monthOf(day) !== month && styles.outside)}
            >
              <span className={styles.number}>{day.getDate()}</span>
              {children(key)}
            </li>
          )
        })}
      </ol>
    </section>
  )
}

/** Whole weeks, from Monday on, that hold the month. */
function daysOf(start: Date, end: Date): Date[] {
  const first = new Date(start)
  first.setDate(first.getDate() - ((first.getDay() + DAYS - 1) % DAYS))
  const days: Date[] = []
  for (const day = first; day < end || days.length % DAYS !== 0; day.setDate(day.getDate() + 1)) days.push(new Date(day))
  return days
}
