import { useState } from 'react'
import { functions } from '../../texts/en/functions.ts'
import { Button } from '../../ui/Button.tsx'
import { JsonEditor } from '../../ui/SchemaForm.tsx'
import styles from './SchemaEditor.module.css'
import { schemaOf } from './schema-of-sample.ts'

const texts = functions.code

interface SchemaEditorProps {
  title: string
  hint: string
  value: unknown
  onChange(value: unknown): void
  error: string | undefined
  isReadOnly: boolean
  /** A value that is at hand, and the words for taking it as the sample. */
  taken: unknown
  takeLabel: string
}

/** A JSON Schema, folded until one asks for it; made from a sample where one has one. */
export function SchemaEditor({ title, hint, value, onChange, error, isReadOnly, taken, takeLabel }: SchemaEditorProps) {
  const [isSampling, setSampling] = useState(false)
  const [sample, setSample] = useState<unknown>()
  const [made, setMade] = useState(0)
  const make = (from: unknown) => {
    onChange(schemaOf(from))
    setMade(made + 1)
    setSampling(false)
  }
  return (
    <details className={styles.schema} open={error !== undefined || undefined}>
      <summary>{title}</summary>
      <div className={styles.content}>
        <p className={styles.hint}>{hint}</p>
        {isReadOnly ? (
          <pre className={styles.text}>{JSON.stringify(value, null, 2)}</pre>
        ) : (
          <JsonEditor key={made} label={title} value={value} onChange={onChange} />
        )}
        {error && (
          <p role="alert" className={styles.fault}>
            {error}
          </p>
        )}
        {!isReadOnly && !isSampling && (
          <div className={styles.actions}>
            <Button onClick={() => setSampling(true)}>{texts.generate}</Button>
            {taken !== undefined && taken !== null && <Button onClick={() => make(taken)}>{takeLabel}</Button>}
          </div>
        )}
        {isSampling && (
          <div className={styles.sample}>
            <p className={styles.hint}>{texts.sampleHint}</p>
            <JsonEditor label={texts.sample} value={sample} onChange={setSample} />
            <div className={styles.actions}>
              <Button look="primary" disabled={sample === undefined} onClick={() => make(sample)}>
                {texts.make}
              </Button>
              <Button look="quiet" onClick={() => setSampling(false)}>
                {texts.discard}
              </Button>
            </div>
          </div>
        )}
      </div>
    </details>
  )
}
