import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { ask } from '../../data/ask.ts'
import { states as texts } from '../../texts/en/states.ts'
import { Form, useForm } from '../../ui/Form.tsx'
import { Page } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { oneState, stateTree } from './data.ts'
import { CreateStateDocument, StatesDocument } from './generated/states.ts'
import { StateFields } from './StateFields.tsx'
import { createInput, valuesOf } from './state-values.ts'
import styles from './states.module.css'

const route = getRouteApi('/shell/states')

export function NewState() {
  return (
    <Page title={texts.create} summary={texts.createText}>
      <Allowed permission="sinas.states.create:own">
        <NewStateForm />
      </Allowed>
    </Page>
  )
}

function NewStateForm() {
  const { namespace } = route.useSearch()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const form = useForm({
    initial: valuesOf(undefined, namespace),
    draft: 'state/new',
    submit: async (values) => ask(CreateStateDocument, { input: createInput(values) }),
    onDone({ createState: { state } }) {
      queryClient.setQueryData(oneState(state.id).queryKey, { state })
      void queryClient.invalidateQueries({ queryKey: stateTree.queryKey })
      void queryClient.invalidateQueries({ queryKey: [StatesDocument.name] })
      return navigate({ to: '/states/$id', params: { id: state.id } })
    },
  })
  return (
    <div className={styles.form}>
      <Form form={form} action={texts.form.create}>
        <StateFields form={form} isNew />
      </Form>
    </div>
  )
}
