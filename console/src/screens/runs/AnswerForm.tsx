import { useQueryClient } from '@tanstack/react-query'
import { ask } from '../../data/ask.ts'
import { runs } from '../../texts/en/runs.ts'
import { Field } from '../../ui/Field.tsx'
import { Form, useForm } from '../../ui/Form.tsx'
import { Section } from '../../ui/Page.tsx'
import { type JsonSchema, SchemaForm } from '../../ui/SchemaForm.tsx'
import { Textarea } from '../../ui/Textarea.tsx'
import { toast } from '../../ui/Toast.tsx'
import styles from './AnswerForm.module.css'
import { oneRun, type Run } from './data.ts'
import { AnswerRunDocument } from './generated/run.ts'

const texts = runs.run

/** A run that waits says for what: the answer goes on with it. */
export function AnswerForm({ run }: { run: Run }) {
  const queryClient = useQueryClient()
  const form = useForm<{ input: unknown }, unknown>({
    initial: { input: undefined },
    draft: `answer/${run.id}`,
    submit: ({ input }) => ask(AnswerRunDocument, { id: run.id, input }),
    onDone() {
      toast(texts.answered)
      return queryClient.invalidateQueries({ queryKey: oneRun(run.id).queryKey })
    },
  })
  return (
    <div className={styles.answer}>
      <Section title={texts.waits}>
        {run.inputPrompt && <p>{run.inputPrompt}</p>}
        <Form form={form} action={texts.answer}>
          {run.inputSchema === null ? (
            <Field label={texts.answer}>
              <Textarea value={String(form.values.input ?? '')} onChange={(input) => form.set({ input })} />
            </Field>
          ) : (
            <SchemaForm schema={run.inputSchema as JsonSchema} {...form.bind('input')} label={texts.answer} />
          )}
        </Form>
      </Section>
    </div>
  )
}
