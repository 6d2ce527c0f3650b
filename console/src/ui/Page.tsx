import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './Page.module.css'

interface PageProps {
  title: ReactNode
  /** Beside the title: a status. */
  aside?: ReactNode
  /** One line about it. */
  summary?: ReactNode
  /** Buttons. */
  actions?: ReactNode
  /** Tabs or filters, below the title. */
  bar?: ReactNode
  /** `list`: rows reach the edges. `text`: no wider than one reads. */
  look?: 'list' | 'text' | 'full'
  children: ReactNode
}

/** A page of a screen: its title, what can be done, and what it shows. */
export function Page({ title, aside, summary, actions, bar, look = 'full', children }: PageProps) {
  return (
    <div className={classes(styles.page, styles[look])}>
      <header className={styles.header}>
        <div className={styles.title}>
          <h1>{title}</h1>
          {aside}
          {actions && <div className={styles.actions}>{actions}</div>}
        </div>
        {summary && <div className={styles.summary}>{summary}</div>}
        {bar && <div className={styles.bar}>{bar}</div>}
      </header>
      <div className={styles.content}>{children}</div>
    </div>
  )
}

/** A part of a page, with a heading. */
export function Section({ title, actions, children }: { title: ReactNode; actions?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <header>
        <h2>{title}</h2>
        {actions}
      </header>
      {children}
    </section>
  )
}

/** Facts, each with its name: a definition list. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: ReactNode] | false | null | undefined)[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(
        (fact) =>
          fact && (
            <div key={fact[0]}>
              <dt>{fact[0]}</dt>
              <dd>{fact[1]}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
