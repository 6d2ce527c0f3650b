import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../data/ask.ts'
import { runs } from '../../texts/en/runs.ts'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form, useForm } from '../../ui/Form.tsx'
import { RepeatIcon, StopIcon } from '../../ui/icons.tsx'
import { type JsonSchema, SchemaForm } from '../../ui/SchemaForm.tsx'
import { curlOf, graphqlOf, sdkSnippets } from '../../ui/snippets.ts'
import { toast } from '../../ui/Toast.tsx'
import { oneRun, type Run, reruns, rerunTrigger } from './data.ts'
import { CancelRunDocument, StartRunDocument } from './generated/run.ts'

const texts = runs.run

/** What can be done with a run. */
export function RunActions({ run, isOver }: { run: Run; isOver: boolean }) {
  const [opened, setOpened] = useState<'cancel' | 'rerun'>()
  const queryClient = useQueryClient()
  const close = () => setOpened(undefined)
  const cancel = async () => {
    const { cancelExecution } = await ask(CancelRunDocument, { id: run.id })
    queryClient.setQueryData(
      oneRun(run.id).queryKey,
      (before) => before && { execution: { ...before.execution, ...cancelExecution.execution } },
    )
    toast(texts.cancelled)
  }
  return (
    <>
      <CopyAs title={texts.copyTitle} snippets={snippetsOf(run)} />
      {run.function?.isActive && (
        <Button icon={<RepeatIcon size={14} />} onClick={() => setOpened('rerun')}>
          {texts.rerun}
        </Button>
      )}
      {!isOver && (
        <Button look="danger" icon={<StopIcon size={14} />} onClick={() => setOpened('cancel')}>
          {texts.cancel}
        </Button>
      )}
      <Confirm isOpen={opened === 'cancel'} onClose={close} title={texts.cancel} action={texts.cancel} onConfirm={cancel}>
        {texts.cancelText}
      </Confirm>
      <Dialog isOpen={opened === 'rerun'} onClose={close} title={texts.rerunTitle} size="large">
        <RerunForm run={run} onDone={close} />
      </Dialog>
    </>
  )
}

function RerunForm({ run, onDone }: { run: Run; onDone(): void }) {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const form = useForm({
    initial: { input: run.inputData },
    draft: `rerun/${run.id}`,
    submit: ({ input }) => ask(StartRunDocument, { function: { id: run.functionId }, input, triggerId: rerunTrigger(run.id) }),
    onDone({ executeFunctionAsync: { executionId: id } }) {
      onDone()
      void queryClient.invalidateQueries({ queryKey: reruns(run.id).queryKey })
      toast(texts.rerunStarted)
      return navigate({ to: '/runs/$id', params: { id } })
    },
  })
  return (
    <Form form={form} action={texts.rerunNow}>
      <p>{texts.rerunText}</p>
      <SchemaForm schema={run.function?.inputSchema as JsonSchema} {...form.bind('input')} />
    </Form>
  )
}

function snippetsOf({ functionNamespace: namespace, functionName: name, inputData }: Run) {
  const input = JSON.stringify(inputData)
  const path = [namespace, name].map(encodeURIComponent).join('/')
  return {
    curl: curlOf('POST', `/functions/${path}/execute`, { input: inputData }),
    GraphQL: graphqlOf(StartRunDocument, { function: { name: { namespace, name } }, input: inputData }),
    ...sdkSnippets({
      typescript: `const { result } = await sinas.functions.execute('${namespace}', '${name}', ${input})`,
      python: `result = sinas.functions.execute("${namespace}", "${name}", json.loads(${JSON.stringify(input)})).result`,
      go: `answer, err := client.Functions.Execute(ctx, "${namespace}", "${name}", json.RawMessage(${JSON.stringify(input)}))`,
      rust: `let answer = client.functions().execute("${namespace}", "${name}", &json!(${input})).await?;`,
    }),
  }
}
