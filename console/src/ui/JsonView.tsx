import { useState } from 'react'
import { useCopy } from './CopyText.tsx'
import { classes } from './classes.ts'
import { IconButton } from './IconButton.tsx'
import { CheckIcon, ChevronRightIcon, CopyIcon } from './icons.tsx'
import styles from './JsonView.module.css'

/** Entries of an object or array that are shown before one asks for more. */
const SHOWN = 100
/** Texts that are longer are cut until one clicks on them. */
const MAX_TEXT = 400

/** A value of JSON: what is deep is folded, and the whole is copied by a button. */
export function JsonView({ value, depth = 2 }: { value: unknown; depth?: number }) {
  const [isCopied, copy] = useCopy()
  return (
    <div className={styles.view}>
      <IconButton
        className={styles.copy}
        label={isCopied ? 'Copied' : 'Copy as JSON'}
        icon={isCopied ? <CheckIcon size={14} /> : <CopyIcon size={14} />}
        onClick={() => copy(JSON.stringify(value, null, 2))}
      />
      <Node value={value} depth={depth} />
    </div>
  )
}

function Node({ name, value, depth }: { name?: string; value: unknown; depth: number }) {
  if (typeof value === 'object' && value !== null) return <Branch name={name} value={value} depth={depth} />
  return (
    <div className={styles.line}>
      <Name name={name} />
      <Leaf value={value} />
    </div>
  )
}

function Branch({ name, value, depth }: { name: string | undefined; value: object; depth: number }) {
  const [isOpen, setOpen] = useState(depth > 0)
  const [shown, setShown] = useState(SHOWN)
  const entries = Object.entries(value)
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  if (entries.length === 0)
    return (
      <div className={styles.line}>
        <Name name={name} />
        <span className={styles.sign}>{`${open}${close}`}</span>
      </div>
    )
  return (
    <div>
      <button type="button" className={classes(styles.line, styles.fold)} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <ChevronRightIcon size={12} />
        <Name name={name} />
        <span className={styles.sign}>{isOpen ? open : `${open} ${entries.length} ${close}`}</span>
      </button>
      {isOpen && (
        <div className={styles.inside}>
          {entries.slice(0, shown).map(([key, each]) => (
            <Node key={key} name={key} value={each} depth={depth - 1} />
          ))}
          {entries.length > shown && (
            <button type="button" className={styles.more} onClick={() => setShown(shown + SHOWN * 5)}>
              {entries.length - shown} more
            </button>
          )}
        </div>
      )}
      {isOpen && <div className={classes(styles.line, styles.sign)}>{close}</div>}
    </div>
  )
}

const Name = ({ name }: { name: string | undefined }) => (name === undefined ? null : <span className={styles.name}>{name}: </span>)

function Leaf({ value }: { value: unknown }) {
  const [isWhole, setWhole] = useState(false)
  const text = JSON.stringify(value) ?? 'null'
  if (text.length <= MAX_TEXT || isWhole) return <span className={styles[typeof value]}>{text}</span>
  return (
    <span className={styles.string}>
      {text.slice(0, MAX_TEXT)}…{' '}
      <button type="button" className={styles.more} onClick={() => setWhole(true)}>
        {text.length - MAX_TEXT} more
      </button>
    </span>
  )
}
