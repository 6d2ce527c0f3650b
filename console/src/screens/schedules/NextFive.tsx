import { schedules } from '../../texts/en/schedules.ts'
import { formatRelative, timeZone } from '../../ui/format.ts'
import { useNow } from '../../ui/now.ts'
import { cronFault, inZone, isTimezone, nextSlots, wordsOf } from './cron.ts'
import styles from './schedules.module.css'

const texts = schedules.next
const SHOWN = 5

/** A cron expression in words, and when it is next due: in its zone and in that of who looks. */
export function NextFive({ expression, timezone, isPaused = false }: { expression: string; timezone: string; isPaused?: boolean }) {
  const now = useNow()
  const fault = cronFault(expression)
  if (fault) return <p className={styles.fault}>{fault}</p>
  if (!isTimezone(timezone)) return <p className={styles.fault}>{schedules.form.noZone}</p>
  const slots = nextSlots(expression, timezone, SHOWN, new Date(Math.max(now, Date.now())))
  const isMine = timezone === timeZone
  return (
    <div className={styles.preview}>
      <p className={styles.words}>{wordsOf(expression)}</p>
      {slots.length === 0 ? (
        <p className={styles.soft}>{texts.none}</p>
      ) : (
        <table className={styles.times} aria-label={texts.title}>
          <thead>
            <tr>
              <th>{texts.inZone(timezone)}</th>
              {!isMine && <th>{texts.mine(timeZone)}</th>}
              <th>
                <span className="visually-hidden">{schedules.columns.next}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {slots.map((slot) => (
              <tr key={slot.getTime()}>
                <td>
                  <time dateTime={slot.toISOString()}>{inZone(slot, timezone)}</time>
                </td>
                {!isMine && <td>{inZone(slot, timeZone)}</td>}
                <td>{formatRelative(slot, Date.now())}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {isPaused && <p className={styles.soft}>{texts.paused}</p>}
    </div>
  )
}
