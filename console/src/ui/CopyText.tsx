import { type ReactNode, useEffect, useState } from 'react'
import styles from './CopyText.module.css'
import { classes } from './classes.ts'
import { CheckIcon, CopyIcon } from './icons.tsx'

const SHOWN_MS = 1500

/** @returns whether the text was copied just now, and what copies it */
export function useCopy(): [isCopied: boolean, copy: (text: string) => void] {
  const [copiedAt, setCopiedAt] = useState(0)
  useEffect(() => {
    if (copiedAt === 0) return
    const timer = setTimeout(() => setCopiedAt(0), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [copiedAt])
  return [copiedAt > 0, (text) => void copyText(text).then(() => setCopiedAt(Date.now()))]
}

/** Pages that come by plain HTTP from another machine have no clipboard: there a selection is copied. */
async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  const area = document.createElement('textarea')
  area.value = text
  document.body.append(area)
  area.select()
  document.execCommand('copy')
  area.remove()
}

/** A text that is copied by a click on it. @param shown what stands there, where it is not the whole text */
export function CopyText({
  text,
  shown,
  label = 'Copy',
  isCode = false,
}: {
  text: string
  shown?: ReactNode
  label?: string
  isCode?: boolean
}) {
  const [isCopied, copy] = useCopy()
  return (
    <button
      type="button"
      className={classes(styles.copy, isCode && styles.code, shown !== undefined && styles.whole)}
      title={`${label}: ${text}`}
      onClick={() => copy(text)}
    >
      <span className={styles.text}>{shown ?? text}</span>
      <span className={styles.icon}>{isCopied ? <CheckIcon size={13} /> : <CopyIcon size={13} />}</span>
      <span className="visually-hidden" aria-live="polite">
        {isCopied ? 'Copied' : ''}
      </span>
    </button>
  )
}
