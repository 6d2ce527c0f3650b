import type { ReactNode } from 'react'
import { firstRun as texts } from '../../texts/en/first-run.ts'
import { type Snippets, SnippetTabs } from '../../ui/CopyAs.tsx'
import { classes } from '../../ui/classes.ts'
import { CheckIcon } from '../../ui/icons.tsx'
import styles from './FirstRun.module.css'

interface StepProps {
  number: number
  title: string
  /** `done`: its outcome stands there. `later`: it waits for the one before. */
  state: 'done' | 'now' | 'later'
  text: string
  /** What stands there once it is done. */
  outcome?: ReactNode
  /** How to do it by a program. */
  snippets?: Snippets
  children: ReactNode
}

/** A step of the way: what it is for, its form, and the same by a program. */
export function Step({ number, title, state, text, outcome, snippets, children }: StepProps) {
  return (
    <li className={classes(styles.step, styles[state])} aria-current={state === 'now' ? 'step' : undefined}>
      <span className={styles.number} aria-hidden="true">
        {state === 'done' ? <CheckIcon size={14} /> : number}
      </span>
      <section className={styles.body} aria-label={title}>
        <h2>
          {title}
          {state === 'done' && <span className="visually-hidden">, {texts.done}</span>}
        </h2>
        {state !== 'done' && <p className={styles.soft}>{text}</p>}
        {outcome}
        {state === 'now' && children}
        {state === 'now' && snippets && (
          <details className={styles.same}>
            <summary>{texts.same}</summary>
            <SnippetTabs snippets={snippets} />
          </details>
        )}
      </section>
    </li>
  )
}
