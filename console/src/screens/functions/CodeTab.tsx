import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo, useRef } from 'react'
import { ask } from '../../data/ask.ts'
import { useMay, useMe } from '../../session/permissions.ts'
import { functions } from '../../texts/en/functions.ts'
import { Button } from '../../ui/Button.tsx'
import { CodeEditor } from '../../ui/CodeEditor.tsx'
import type { LineMark } from '../../ui/code-editor-props.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { useForm } from '../../ui/Form.tsx'
import { PermissionHint } from '../../ui/PermissionHint.tsx'
import type { JsonSchema } from '../../ui/SchemaForm.tsx'
import { toast } from '../../ui/Toast.tsx'
import styles from './CodeTab.module.css'
import { type Fn, oneFunction, permissionOn, type Try } from './data.ts'
import { ChangeFunctionDocument } from './generated/function.ts'
import { lineOf, marksOf } from './marks.ts'
import { SchemaEditor } from './SchemaEditor.tsx'
import { TryPanel } from './TryPanel.tsx'
import { useRun } from './useRun.ts'
import { useTry } from './useTry.ts'

const route = getRouteApi('/shell/functions/$namespace/$name')
const texts = functions.code

/** The code, its schemas, and beside them what runs it. What is not saved is saved before it runs. */
export function CodeTab({ fn }: { fn: Fn }) {
  const queryClient = useQueryClient()
  const permission = permissionOn(fn, 'update', useMe().id)
  const mayChange = useMay(permission)
  const { run: runId, line } = route.useSearch()
  const watched = useTry(fn.id, runId)
  const runs = useRun(fn, watched.run)
  const runsAfterSave = useRef(false)
  const form = useForm({
    initial: { code: fn.code, inputSchema: fn.inputSchema as unknown, outputSchema: fn.outputSchema as unknown },
    draft: `function/${fn.id}`,
    submit: (values) => ask(ChangeFunctionDocument, { input: { function: { id: fn.id }, ...values } }),
    onDone({ updateFunction: { function: saved } }) {
      queryClient.setQueryData(oneFunction(fn).queryKey, { function: saved })
      for (const queryKey of [['Functions'], ['FunctionVersions']]) void queryClient.invalidateQueries({ queryKey })
      toast(saved.version === fn.version ? texts.savedSame : texts.saved(saved.version))
      if (runsAfterSave.current) void runs.start()
      runsAfterSave.current = false
    },
  })
  const isChanged = mayChange === true && form.isChanged
  const save = () => {
    runsAfterSave.current = false
    if (isChanged) form.submit()
  }
  const run = () => {
    if (!isChanged) return void runs.start()
    runsAfterSave.current = true
    form.submit()
  }
  const fault = form.errorOf('code')
  const marks = useMarks(fault, watched.run, fn)
  return (
    <div
      className={styles.columns}
      // Before an editor within takes the keys for a line of its own.
      onKeyDownCapture={(event) => {
        if (!(event.metaKey || event.ctrlKey) || (event.key !== 'Enter' && event.key !== 's')) return
        event.preventDefault()
        event.stopPropagation()
        if (event.key === 's') save()
        else run()
      }}
    >
      <div className={styles.column}>
        {fn.warnings.length > 0 && <Warnings warnings={fn.warnings} />}
        <CodeEditor
          language="python"
          label={texts.label}
          {...form.bind('code')}
          isReadOnly={mayChange !== true}
          marks={marks}
          line={line}
          minLines={14}
        />
        {fault && (
          <p role="alert" className={styles.fault}>
            {fault}
          </p>
        )}
        {form.error && <ErrorState error={form.error} isCompact />}
        {mayChange === false && <PermissionHint permission={permission} />}
        {isChanged && (
          <div className={styles.unsaved}>
            <span>{texts.unsaved}</span>
            <Button look="quiet" onClick={form.reset}>
              {texts.discard}
            </Button>
            <Button onClick={save} isBusy={form.isBusy} keys="mod+s">
              {texts.save}
            </Button>
          </div>
        )}
        <SchemaEditor
          title={texts.inputSchema}
          hint={texts.schemaHint}
          takeLabel={texts.fromInput}
          taken={runs.input}
          error={form.errorOf('inputSchema')}
          isReadOnly={mayChange !== true}
          {...form.bind('inputSchema')}
        />
        <SchemaEditor
          title={texts.outputSchema}
          hint={texts.outputHint}
          takeLabel={texts.fromResult}
          taken={watched.run?.outputData}
          error={form.errorOf('outputSchema')}
          isReadOnly={mayChange !== true}
          {...form.bind('outputSchema')}
        />
      </div>
      <TryPanel
        fn={fn}
        schema={form.values.inputSchema as JsonSchema}
        runs={runs}
        watched={watched}
        isUnsaved={isChanged}
        isSaving={form.isBusy}
        onRun={run}
      />
    </div>
  )
}

/** What is wrong where: by the server's judgement, else where the run that is shown failed in this version. */
function useMarks(fault: string | undefined, run: Try | undefined, fn: Fn): readonly LineMark[] {
  const { namespace, name, version } = fn
  return useMemo(() => {
    if (fault) return marksOf(fault)
    if (!run?.error || run.version !== version) return []
    const line = lineOf(run.traceback, { namespace, name })
    return line === undefined ? [] : [{ line, message: texts.failedHere(run.error) }]
  }, [fault, run?.error, run?.traceback, run?.version, namespace, name, version])
}

function Warnings({ warnings }: { warnings: readonly string[] }) {
  return (
    <section className={styles.warnings} aria-label={texts.warnings}>
      <h2>{texts.warnings}</h2>
      <ul>
        {warnings.map((warning) => (
          <li key={warning}>{warning}</li>
        ))}
      </ul>
    </section>
  )
}
