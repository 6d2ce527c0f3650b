import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { ask } from '../../data/ask.ts'
import { schedules as texts } from '../../texts/en/schedules.ts'
import { Form, useForm } from '../../ui/Form.tsx'
import { Page } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { oneSchedule } from './data.ts'
import { CreateScheduleDocument, SchedulesDocument } from './generated/schedules.ts'
import { ScheduleFields } from './ScheduleFields.tsx'
import { createInput, valuesOf } from './schedule-values.ts'

const route = getRouteApi('/shell/schedules/new')

export function NewScheduleScreen() {
  return (
    <Page title={texts.create} summary={texts.createText} look="text">
      <Allowed permission="sinas.schedules.create:own">
        <NewScheduleForm />
      </Allowed>
    </Page>
  )
}

function NewScheduleForm() {
  const { function: target } = route.useSearch()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const form = useForm({
    initial: valuesOf(undefined, target),
    draft: 'schedule/new',
    submit: (values) => ask(CreateScheduleDocument, { input: createInput(values) }),
    onDone({ createSchedule: { schedule } }) {
      queryClient.setQueryData(oneSchedule(schedule.id).queryKey, { schedule })
      void queryClient.invalidateQueries({ queryKey: [SchedulesDocument.name] })
      return navigate({ to: '/schedules/$id', params: { id: schedule.id } })
    },
  })
  return (
    <Form form={form} action={texts.form.create}>
      <ScheduleFields form={form} />
    </Form>
  )
}
