import type { LiveState } from '../data/live.ts'
import { live } from '../texts/en/live.ts'
import { classes } from './classes.ts'
import styles from './LiveBadge.module.css'

/** Whether what one sees changes by itself at this moment. */
export function LiveBadge({ state }: { state: LiveState }) {
  if (state === 'over') return null
  return (
    <span className={classes(styles.badge, state === 'live' && styles.live)} role="status" title={live.hints[state]}>
      <span className={styles.dot} />
      {live.words[state]}
    </span>
  )
}
