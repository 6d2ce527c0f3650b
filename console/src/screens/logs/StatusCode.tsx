import styles from './LogsScreen.module.css'

/** An HTTP status: its number says what it is, the colour only how bad that is. */
export function StatusCode({ code }: { code: number }) {
  return <span className={styles[code >= 500 ? 'bad' : code >= 400 ? 'warn' : 'good']}>{code}</span>
}
