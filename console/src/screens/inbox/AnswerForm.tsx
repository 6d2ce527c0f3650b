import { useQueryClient } from '@tanstack/react-query'
import { ask } from '../../data/ask.ts'
import { inbox as texts } from '../../texts/en/inbox.ts'
import { Field } from '../../ui/Field.tsx'
import { Form, useForm } from '../../ui/Form.tsx'
import { type JsonSchema, SchemaForm } from '../../ui/SchemaForm.tsx'
import { Textarea } from '../../ui/Textarea.tsx'
import { toast } from '../../ui/Toast.tsx'
import { inboxRuns } from './data.ts'
import { InboxAnswerDocument, type InboxRunFragment } from './generated/inbox.ts'

/** What a run asks, and the answer with which it goes on. */
export function AnswerForm({ run }: { run: InboxRunFragment }) {
  const queryClient = useQueryClient()
  const form = useForm<{ input: unknown }, unknown>({
    initial: { input: undefined },
    // The same draft as on the page of the run.
    draft: `answer/${run.id}`,
    submit: ({ input }) => ask(InboxAnswerDocument, { id: run.id, input }),
    onDone() {
      toast(texts.answered)
      return queryClient.invalidateQueries({ queryKey: inboxRuns.queryKey })
    },
  })
  return (
    <Form form={form} action={texts.answer}>
      {run.inputSchema === null ? (
        <Field label={run.inputPrompt ?? texts.answer}>
          <Textarea value={String(form.values.input ?? '')} onChange={(input) => form.set({ input })} />
        </Field>
      ) : (
        <SchemaForm schema={run.inputSchema as JsonSchema} {...form.bind('input')} label={run.inputPrompt ?? texts.answer} />
      )}
    </Form>
  )
}
