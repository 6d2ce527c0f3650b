import { ApiError, hasCode, NetworkError } from '../data/errors.ts'
import { errors } from '../texts/en/errors.ts'
import { Button } from './Button.tsx'
import { CopyText } from './CopyText.tsx'
import { classes } from './classes.ts'
import styles from './ErrorState.module.css'
import { WarningIcon } from './icons.tsx'

interface ErrorStateProps {
  error: Error
  /** Tries again what failed. */
  onRetry?: (() => unknown) | undefined
  /** Beside a form or in a panel. */
  isCompact?: boolean
}

/** What went wrong, what to do about it, and the id by which the operator finds it in the log. */
export function ErrorState({ error, onRetry, isCompact = false }: ErrorStateProps) {
  const requestId = error instanceof ApiError ? error.requestId : null
  return (
    <div role="alert" className={classes(styles.error, isCompact && styles.compact)}>
      <span className={styles.icon}>
        <WarningIcon />
      </span>
      <div className={styles.text}>
        {isCompact ? <h2>{titleOf(error)}</h2> : <h1>{titleOf(error)}</h1>}
        <p>{adviceOf(error)}</p>
        {requestId && !hasCode(error, 'FORBIDDEN') && (
          <p className={styles.id}>
            {errors.request} <CopyText text={requestId} isCode />
          </p>
        )}
        {onRetry && <Button onClick={() => void onRetry()}>{errors.retry}</Button>}
      </div>
    </div>
  )
}

function titleOf(error: Error): string {
  if (error instanceof NetworkError) return errors.away.title
  if (!(error instanceof ApiError)) return errors.broken.title
  return errors.titles[error.code] ?? errors.titles.OTHER!
}

function adviceOf(error: Error): string {
  if (error instanceof NetworkError) return errors.away.advice
  if (!(error instanceof ApiError)) return `${errors.broken.advice} ${error.message}`
  if (error.retryAfterSeconds !== undefined) return errors.retryAfter(error.message, error.retryAfterSeconds)
  return error.message
}
