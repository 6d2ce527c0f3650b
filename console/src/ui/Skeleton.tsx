import styles from './Skeleton.module.css'

/** Stands where text will be, and has its size: nothing jumps when it comes. Shown only after 200 ms. */
export function Skeleton({ width = '100%', height = 12, lines = 1 }: { width?: number | string; height?: number; lines?: number }) {
  return (
    <span className={styles.skeleton} aria-hidden="true">
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} style={{ width: index === lines - 1 && lines > 1 ? '60%' : width, height }} />
      ))}
    </span>
  )
}
