import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ask } from '../../data/ask.ts'
import { functions } from '../../texts/en/functions.ts'
import { CodeEditor } from '../../ui/CodeEditor.tsx'
import { Field } from '../../ui/Field.tsx'
import { Form, useForm } from '../../ui/Form.tsx'
import { Page } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { toast } from '../../ui/Toast.tsx'
import { oneFunction } from './data.ts'
import { CreateFunctionDocument } from './generated/function.ts'
import { marksOf } from './marks.ts'
import styles from './NewFunctionScreen.module.css'

const texts = functions.new

/** A new function: as little as it takes, then its own page, where it is run. */
export function NewFunctionScreen() {
  return (
    <Page title={texts.title} look="text">
      <Allowed permission="sinas.functions.create:own">
        <NewFunctionForm />
      </Allowed>
    </Page>
  )
}

function NewFunctionForm() {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const form = useForm({
    initial: { namespace: 'default', name: '', description: '', code: texts.sample('handler') },
    draft: 'function/new',
    submit: (input) => ask(CreateFunctionDocument, { input }),
    onDone({ createFunction: { function: fn } }) {
      queryClient.setQueryData(oneFunction(fn).queryKey, { function: fn })
      void queryClient.invalidateQueries({ queryKey: ['Functions'] })
      toast(texts.created)
      return navigate({ to: '/functions/$namespace/$name', params: fn })
    },
  })
  const fault = form.errorOf('code')
  return (
    <Form form={form} action={texts.create}>
      <div className={styles.names}>
        <Field label={texts.namespace} hint={texts.namespaceHint} error={form.errorOf('namespace')}>
          <TextInput isCode {...form.bind('namespace')} />
        </Field>
        <Field label={texts.name} hint={texts.nameHint} error={form.errorOf('name')}>
          <TextInput isCode autoFocus {...form.bind('name')} />
        </Field>
      </div>
      <Field label={texts.description} hint={texts.descriptionHint} isOptional error={form.errorOf('description')}>
        <TextInput {...form.bind('description')} />
      </Field>
      <div className={styles.code}>
        <h2>{texts.code}</h2>
        <CodeEditor language="python" label={texts.code} {...form.bind('code')} marks={marksOf(fault)} onRun={form.submit} minLines={8} />
        {fault && (
          <p role="alert" className={styles.fault}>
            {fault}
          </p>
        )}
      </div>
    </Form>
  )
}
