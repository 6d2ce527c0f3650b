import { classes } from './classes.ts'
import styles from './StatusBadge.module.css'

export type Tone = 'good' | 'bad' | 'warn' | 'busy' | 'idle'

const TONES: Record<string, Tone> = {
  COMPLETED: 'good',
  ACTIVE: 'good',
  SUCCESS: 'good',
  OK: 'good',
  CONNECTED: 'good',
  FAILED: 'bad',
  ERROR: 'bad',
  REJECTED: 'bad',
  TIMEOUT: 'bad',
  UNAVAILABLE: 'bad',
  AWAITING_INPUT: 'warn',
  PAUSED: 'warn',
  RUNNING: 'busy',
  PENDING: 'idle',
  QUEUED: 'idle',
}

const words = (status: string) => status.charAt(0) + status.slice(1).toLowerCase().replaceAll('_', ' ')

/** A status as a coloured dot and a word: never by the colour alone. @param tone for a status that this file does not know */
export function StatusBadge({ status, label, tone }: { status: string; label?: string; tone?: Tone }) {
  const known = tone ?? TONES[status] ?? 'idle'
  return (
    <span className={classes(styles.badge, styles[known])}>
      <span className={styles.dot} />
      {label ?? words(status)}
    </span>
  )
}
