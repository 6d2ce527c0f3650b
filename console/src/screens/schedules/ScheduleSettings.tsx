import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ask } from '../../data/ask.ts'
import { schedules } from '../../texts/en/schedules.ts'
import { Button } from '../../ui/Button.tsx'
import { Form, useForm } from '../../ui/Form.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { toast } from '../../ui/Toast.tsx'
import { oneSchedule, type Schedule } from './data.ts'
import { SchedulesDocument, UpdateScheduleDocument } from './generated/schedules.ts'
import { ScheduleFields } from './ScheduleFields.tsx'
import { updateInput, valuesOf } from './schedule-values.ts'
import styles from './schedules.module.css'

const route = getRouteApi('/shell/schedules/$id')
const texts = schedules.form

export function ScheduleSettings() {
  const { data } = useQuery(oneSchedule(route.useParams().id))
  if (!data) return null
  return (
    <div className={styles.form}>
      <Allowed permission="sinas.schedules.update:own">
        <SettingsForm key={data.schedule.updatedAt} schedule={data.schedule} />
      </Allowed>
    </div>
  )
}

function SettingsForm({ schedule }: { schedule: Schedule }) {
  const queryClient = useQueryClient()
  const form = useForm({
    initial: valuesOf(schedule),
    draft: `schedule/${schedule.id}`,
    submit: (values) => ask(UpdateScheduleDocument, { input: updateInput(schedule, values) }),
    onDone({ updateSchedule }) {
      queryClient.setQueryData(oneSchedule(schedule.id).queryKey, updateSchedule)
      void queryClient.invalidateQueries({ queryKey: [SchedulesDocument.name] })
      toast(texts.saved)
    },
  })
  return (
    <Form
      form={form}
      action={texts.save}
      more={
        form.isChanged && (
          <Button look="quiet" onClick={form.reset}>
            {texts.discard}
          </Button>
        )
      }
    >
      <ScheduleFields form={form} />
    </Form>
  )
}
