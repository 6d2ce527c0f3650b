import { shell } from '../texts/en/shell.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { KeyHint } from '../ui/KeyHint.tsx'
import styles from './KeyboardHelp.module.css'
import type { Place } from './place.ts'

/** Every key that does something everywhere. */
export function KeyboardHelp({ places, onClose }: { places: readonly Place[]; onClose(): void }) {
  const rows: [keys: string, text: string][] = [
    ...shell.keys,
    ...places.map(({ letter, title }): [string, string] => [`g ${letter}`, title]),
  ]
  return (
    <Dialog isOpen onClose={onClose} title={shell.keyboard}>
      <dl className={styles.keys}>
        {rows.map(([keys, text]) => (
          <div key={keys}>
            <dt>
              <KeyHint keys={keys} />
              <span className="visually-hidden">{keys}</span>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
