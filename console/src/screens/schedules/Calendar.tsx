import { Link } from '@tanstack/react-router'
import { schedules } from '../../texts/en/schedules.ts'
import { timeZone } from '../../ui/format.ts'
import { dayOf, MonthGrid } from '../../ui/MonthGrid.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { type Entry, MAX_SLOTS } from './coming.ts'
import styles from './schedules.module.css'
import { SLOT_TONES } from './slot-tones.ts'

const texts = schedules.calendar
const clock = new Intl.DateTimeFormat(navigator.language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
/** Lines of a day before they are counted only. */
const SHOWN = 4

/** What of one day is the same becomes one line: `3 due`, `2 failed`. */
interface Line {
  entry: Entry
  count: number
}

/** The slots of a month, each in its day: what was, with what became of it, and what is to come. */
export function Calendar({ entries, month, onMonth }: { entries: readonly Entry[]; month: string; onMonth(month: string): void }) {
  const days = Map.groupBy(entries, ({ at }) => dayOf(at))
  return (
    <>
      <MonthGrid label={texts.label} month={month} onMonth={onMonth} words={{ before: texts.before, after: texts.after }}>
        {(day) => <Day lines={linesOf(days.get(day) ?? [])} />}
      </MonthGrid>
      <p className={styles.legend}>
        {texts.zone(timeZone)} {entries.length >= MAX_SLOTS && texts.many(MAX_SLOTS)}
      </p>
    </>
  )
}

function linesOf(entries: readonly Entry[]): Line[] {
  const groups = Map.groupBy(entries, ({ scheduleId, status }) => `${scheduleId} ${status ?? ''}`)
  return [...groups.values()]
    .map((group) => ({ entry: group[0]!, count: group.length }))
    .sort((a, b) => Number(a.entry.at) - Number(b.entry.at))
}

function Day({ lines }: { lines: readonly Line[] }) {
  if (lines.length === 0) return null
  return (
    <div className={styles.entries}>
      {lines.slice(0, SHOWN).map(({ entry, count }) => (
        <Link key={`${entry.scheduleId} ${entry.status}`} to="/schedules/$id" params={{ id: entry.scheduleId }} className={styles.entry}>
          {entry.status ? (
            <StatusBadge
              status={entry.status}
              tone={SLOT_TONES[entry.status]}
              label={
                count > 1
                  ? `${count} ${schedules.status[entry.status].toLowerCase()}`
                  : `${clock.format(entry.at)} ${schedules.status[entry.status].toLowerCase()}`
              }
            />
          ) : (
            <>
              <time className={styles.soft} dateTime={entry.at.toISOString()}>
                {count > 1 ? `${count}×` : clock.format(entry.at)}
              </time>
              <span className={styles.entryName}>{entry.name}</span>
            </>
          )}
        </Link>
      ))}
      {lines.length > SHOWN && <span className={styles.soft}>{texts.more(lines.length - SHOWN)}</span>}
    </div>
  )
}
