import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ask } from '../../data/ask.ts'
import { runs } from '../../texts/en/runs.ts'
import { ConfirmButton } from '../../ui/ConfirmButton.tsx'
import { RepeatIcon } from '../../ui/icons.tsx'
import { toast } from '../../ui/Toast.tsx'
import { rerunTrigger, runsToRepeat } from './data.ts'
import { StartRunDocument } from './generated/run.ts'

const texts = runs.errors

/** Runs all that failed alike once more, with what each was given, by the code of now. */
export function RepeatAll({ fingerprint }: { fingerprint: string }) {
  const queryClient = useQueryClient()
  const { data } = useQuery(runsToRepeat(fingerprint))
  const found = data?.executions.nodes ?? []
  if (found.length === 0) return null
  const repeat = async () => {
    for (const { id, functionId, inputData } of found)
      await ask(StartRunDocument, { function: { id: functionId }, input: inputData, triggerId: rerunTrigger(id) })
    toast(texts.repeated(found.length))
    await queryClient.invalidateQueries({ queryKey: ['Runs'] })
  }
  return (
    <ConfirmButton
      look="plain"
      icon={<RepeatIcon size={14} />}
      text={texts.repeat}
      title={texts.repeatTitle(found.length)}
      action={texts.repeat}
      onConfirm={repeat}
    >
      <p>{texts.repeatText}</p>
      {data!.executions.totalCount > found.length && <p>{texts.repeatMost(found.length, data!.executions.totalCount)}</p>}
    </ConfirmButton>
  )
}
