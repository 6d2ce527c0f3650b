import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react'
import { classes } from './classes.ts'
import styles from './Table.module.css'

export interface Column<Row> {
  /** Names it, and is its heading. */
  title: string
  cell(row: Row): ReactNode
  /** Of the grid: `8rem`, `minmax(12rem, 2fr)`. Default `1fr`. */
  width?: string
  /** Numbers stand at the end, so that their digits are below each other. */
  align?: 'start' | 'end'
  /** Left out on narrow screens. */
  isMinor?: boolean
}

interface TableProps<Row> {
  /** What the rows are: for who can't see it. */
  label: string
  rows: readonly Row[]
  columns: readonly Column<Row>[]
  keyOf(row: Row): string
  /** Enter, or a click on a row. Give `linkOf` where it has an address. */
  onOpen?(row: Row): void
  /** The link of a row, which fills it: a row is a link, so that it opens in a new tab as well. */
  linkOf?(row: Row): ReactNode
  /** Called where the last rows come into sight. */
  onEnd?(): void
  /** Below the rows. */
  footer?: ReactNode
  /** Rows that have just come: they are lit up for a moment. */
  isNew?(row: Row): boolean
}

const ROW_HEIGHT = 36
/** Rows that are drawn beyond what is in sight. */
const OVERSCAN = 12
const NEAR_END = 15

/**
 * Rows with columns. Only what is in sight is drawn, so a hundred thousand are no matter; `j` and `k` go through them, Enter opens one. It scrolls with
 * the page.
 */
export function Table<Row>({ label, rows, columns, keyOf, onOpen, linkOf, onEnd, footer, isNew }: TableProps<Row>) {
  const body = useRef<HTMLDivElement>(null)
  const [current, setCurrent] = useState(-1)
  const scroller = useScroller(body)
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    scrollMargin: body.current?.offsetTop ?? 0,
    getItemKey: (index) => keyOf(rows[index]!),
  })
  const items = virtualizer.getVirtualItems()
  const last = items.at(-1)?.index ?? -1
  const reachEnd = useEffectEvent(() => onEnd?.())
  useEffect(() => {
    if (last >= rows.length - NEAR_END) reachEnd()
  }, [last, rows.length])

  useRowKeys({
    count: rows.length,
    current,
    onMove(index) {
      setCurrent(index)
      virtualizer.scrollToIndex(index)
    },
    onOpen(index) {
      const row = rows[index]
      if (!row) return
      if (onOpen) return onOpen(row)
      body.current?.querySelector<HTMLAnchorElement>(`[data-index="${index}"] a`)?.click()
    },
  })

  const template = columns.map(({ width }) => width ?? 'minmax(0, 1fr)').join(' ')
  const narrow = columns
    .filter(({ isMinor }) => !isMinor)
    .map(({ width }) => width ?? 'minmax(0, 1fr)')
    .join(' ')
  return (
    <div
      role="table"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      className={styles.table}
      style={{ '--columns': template, '--columns-narrow': narrow } as React.CSSProperties}
    >
      <div role="rowgroup" className={styles.head}>
        <div role="row" className={styles.row} aria-rowindex={1}>
          {columns.map(({ title, align, isMinor }) => (
            <div key={title} role="columnheader" className={classes(styles.cell, align === 'end' && styles.end, isMinor && styles.minor)}>
              {title}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" ref={body} className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, key, start }) => {
          const row = rows[index]!
          const cells = columns.map(({ title, cell, align, isMinor }) => (
            <div key={title} role="cell" className={classes(styles.cell, align === 'end' && styles.end, isMinor && styles.minor)}>
              {cell(row)}
            </div>
          ))
          return (
            <div
              key={key}
              role="row"
              aria-rowindex={index + 2}
              data-index={index}
              className={classes(
                styles.row,
                (onOpen || linkOf) && styles.opens,
                index === current && styles.current,
                isNew?.(row) && styles.new,
              )}
              style={{ transform: `translateY(${start - virtualizer.options.scrollMargin}px)` }}
              onClick={onOpen && (() => onOpen(row))}
            >
              {cells}
              {linkOf && (
                <div role="cell" className={styles.link}>
                  {linkOf(row)}
                </div>
              )}
            </div>
          )
        })}
      </div>
      {footer && <div className={styles.footer}>{footer}</div>}
    </div>
  )
}

/** The element that scrolls the table: that of the shell, or the nearest around it. */
function useScroller(body: React.RefObject<HTMLElement | null>): HTMLElement | null {
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  useEffect(() => setScroller(body.current?.closest<HTMLElement>('[data-scroller]') ?? document.documentElement), [body])
  return scroller
}

interface RowKeys {
  count: number
  current: number
  onMove(index: number): void
  onOpen(index: number): void
}

/** `j` and `k`, or the arrows, go through the rows; Enter opens one. */
function useRowKeys({ count, current, onMove, onOpen }: RowKeys): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target as HTMLElement
    if (
      event.metaKey ||
      event.ctrlKey ||
      event.altKey ||
      target.closest('input, textarea, select, [contenteditable], [role="menu"], [role="dialog"]')
    )
      return
    if (event.key === 'j' || event.key === 'k') {
      event.preventDefault()
      return onMove(Math.min(count - 1, Math.max(0, current + (event.key === 'j' ? 1 : -1))))
    }
    if (event.key === 'Enter' && current >= 0 && !target.closest('a, button')) onOpen(current)
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}
