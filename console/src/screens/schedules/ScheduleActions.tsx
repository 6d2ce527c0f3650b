import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ask } from '../../data/ask.ts'
import { schedules as texts } from '../../texts/en/schedules.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmButton } from '../../ui/ConfirmButton.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { RunIcon } from '../../ui/icons.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { curlOf, graphqlOf, sdkSnippets } from '../../ui/snippets.ts'
import { toast } from '../../ui/Toast.tsx'
import { oneSchedule, type Schedule, slotPages } from './data.ts'
import {
  DeleteScheduleDocument,
  PauseScheduleDocument,
  ResumeScheduleDocument,
  RunScheduleDocument,
  SchedulesDocument,
} from './generated/schedules.ts'

/** What can be done with a schedule. */
export function ScheduleActions({ schedule }: { schedule: Schedule }) {
  const { id, name, isActive } = schedule
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const onError = (error: Error) => toast(error.message)
  const changed = (data: { schedule: Schedule }) => {
    queryClient.setQueryData(oneSchedule(id).queryKey, data)
    void queryClient.invalidateQueries({ queryKey: [SchedulesDocument.name] })
  }
  const turn = useMutation({
    async mutationFn(on: boolean) {
      if (on) changed((await ask(ResumeScheduleDocument, { id })).resumeSchedule)
      else changed((await ask(PauseScheduleDocument, { id })).pauseSchedule)
      toast(on ? texts.wasResumed : texts.wasPaused, on ? {} : { undo: () => turn.mutate(true) })
    },
    onError,
  })
  const run = useMutation({
    async mutationFn() {
      await ask(RunScheduleDocument, { id })
      // The slot in the answer may be older than what was told of it meanwhile.
      void queryClient.invalidateQueries({ queryKey: slotPages(id, {}).queryKey.slice(0, 1) })
      toast(texts.wasRun, { link: { label: texts.showSlots, onSelect: () => navigate({ to: '/schedules/$id', params: { id } }) } })
    },
    onError,
  })
  const remove = async () => {
    await ask(DeleteScheduleDocument, { id })
    await navigate({ to: '/schedules' })
    await queryClient.invalidateQueries({ queryKey: [SchedulesDocument.name] })
    toast(texts.removed)
  }
  return (
    <>
      <CopyAs title={texts.copyTitle} snippets={snippetsOf(schedule)} />
      <Allowed permission="sinas.schedules.update:own">
        <Button isBusy={turn.isPending} onClick={() => turn.mutate(!isActive)}>
          {isActive ? texts.pause : texts.resume}
        </Button>
      </Allowed>
      <Allowed permission="sinas.schedules.update:own" isQuiet>
        <Button look="primary" icon={<RunIcon size={14} />} isBusy={run.isPending} onClick={() => run.mutate()}>
          {texts.run}
        </Button>
      </Allowed>
      <Allowed permission="sinas.schedules.delete:own" isQuiet>
        <ConfirmButton text={texts.remove} title={texts.removeTitle} name={name} onConfirm={remove}>
          <p>{texts.removeText}</p>
        </ConfirmButton>
      </Allowed>
    </>
  )
}

const snippetsOf = ({ id }: Schedule) => ({
  curl: curlOf('POST', `/api/v1/schedules/${id}/run`),
  GraphQL: graphqlOf(RunScheduleDocument, { id }),
  ...sdkSnippets({
    typescript: `await sinas.schedules.run('${id}')`,
    python: `sinas.schedules.run("${id}")`,
    go: `slot, err := client.Schedules.Run(ctx, "${id}")`,
    rust: `let slot = client.schedules().run("${id}").await?;`,
  }),
})
