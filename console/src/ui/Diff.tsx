import { useMemo } from 'react'
import { classes } from './classes.ts'
import styles from './Diff.module.css'
import { type DiffLine, diffLines, withoutFar } from './diff-lines.ts'

/** Two texts, line by line: what went, what came, and a few lines around it. */
export function Diff({ before, after, label }: { before: string; after: string; label: string }) {
  const lines = useMemo(() => withoutFar(diffLines(before, after)), [before, after])
  if (lines.length === 0) return <p className={styles.same}>They are the same.</p>
  return (
    <section className={styles.diff} aria-label={label} tabIndex={0}>
      {lines.map((line, index) =>
        line === 'gap' ? (
          <div key={index} className={styles.gap}>
            ⋯
          </div>
        ) : (
          <Line key={index} {...line} />
        ),
      )}
    </section>
  )
}

const SIGNS = { same: ' ', gone: '−', come: '+' }

function Line({ kind, text, before, after }: DiffLine) {
  return (
    <div className={classes(styles.line, styles[kind])}>
      <span className={styles.number}>{before}</span>
      <span className={styles.number}>{after}</span>
      <span className={styles.sign}>{SIGNS[kind]}</span>
      <span className={styles.text}>{text}</span>
    </div>
  )
}
