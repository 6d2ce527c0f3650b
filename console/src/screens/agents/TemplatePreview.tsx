import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { read } from '../../data/query.ts'
import { useMay } from '../../session/permissions.ts'
import { agents } from '../../texts/en/agents.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { type JsonSchema, SchemaForm } from '../../ui/SchemaForm.tsx'
import { PreviewTemplateDocument } from './generated/agents.ts'
import styles from './TemplatePreview.module.css'

const texts = agents.preview
/** Without a key for so long, what was typed is rendered. */
const PAUSE_MS = 400

/** What the model is told, with an input that one tries. Of a prompt that is no template, nothing. */
export function TemplatePreview({ template, schema }: { template: string; schema: unknown }) {
  const mayRender = useMay('sinas.agents.create:own') ?? false
  const isTemplate = /\{[{%#]/.test(template)
  const [input, setInput] = useState<unknown>({})
  const asked = useSettled({ template, input: input ?? {} })
  const { data, error } = useQuery({
    ...read(PreviewTemplateDocument, asked),
    enabled: isTemplate && mayRender,
    placeholderData: keepPreviousData,
    retry: false,
  })
  if (!isTemplate || !mayRender) return null
  const preview = data?.templatePreview
  return (
    <section className={styles.preview} aria-label={texts.title}>
      <h3>{texts.title}</h3>
      <SchemaForm schema={schema as JsonSchema} value={input} onChange={setInput} label={texts.input} />
      {error && <ErrorState error={error} isCompact />}
      {preview?.error && (
        <p className={styles.fault} role="status">
          <b>{texts.failed}</b> {preview.error}
        </p>
      )}
      {preview?.text != null && (
        <pre className={styles.text} tabIndex={0}>
          {preview.text}
        </pre>
      )}
      <p className={styles.hint}>{texts.same}</p>
    </section>
  )
}

function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value)
  const key = JSON.stringify(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(key) as Value), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [key])
  return settled
}
