import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './Layout.module.css'

/** What a page is about, and beside it what helps; on narrow pages below it. */
export function Columns({ children, side }: { children: ReactNode; side: ReactNode }) {
  return (
    <div className={styles.columns}>
      <div className={styles.stack}>{children}</div>
      <div className={styles.stack}>{side}</div>
    </div>
  )
}

/** One below the other, with the distance of parts of a page. */
export const Stack = ({ children }: { children: ReactNode }) => <div className={styles.stack}>{children}</div>

/** Fields side by side, where there is room. */
export const FieldRow = ({ children }: { children: ReactNode }) => <div className={styles.fields}>{children}</div>

/** Fields of a form that belong together, under a heading. */
export function FieldGroup({ title, hint, children }: { title: string; hint?: ReactNode; children: ReactNode }) {
  return (
    <fieldset className={styles.group}>
      <legend>{title}</legend>
      {hint && <p className={styles.soft}>{hint}</p>}
      {children}
    </fieldset>
  )
}

interface NoticeProps {
  tone: 'warn' | 'good' | 'bad' | 'plain'
  title: ReactNode
  children?: ReactNode
  actions?: ReactNode
}

/** What a person has to know on this page before all else. */
export function Notice({ tone, title, children, actions }: NoticeProps) {
  return (
    <div className={classes(styles.notice, styles[tone])} role="status">
      <p className={styles.noticeTitle}>{title}</p>
      {children}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}
