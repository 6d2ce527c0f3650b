import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { HrefLink } from '../../app/HrefLink.tsx'
import { ask } from '../../data/ask.ts'
import { firstRun } from '../../texts/en/first-run.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { CodeEditor } from '../../ui/CodeEditor.tsx'
import { Field } from '../../ui/Field.tsx'
import { Form, useForm } from '../../ui/Form.tsx'
import { JsonView } from '../../ui/JsonView.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { curlOf, graphqlOf, sdkSnippets } from '../../ui/snippets.ts'
import { TextInput } from '../../ui/TextInput.tsx'
import { NEEDS } from './data.ts'
import styles from './FirstRun.module.css'
import { FirstRunCreateFunctionDocument, FirstRunExecuteDocument } from './generated/first-run.ts'
import { Step } from './Step.tsx'
import { type FirstRunSearch, nameOf } from './search.ts'
import { WebhookStep } from './WebhookStep.tsx'

const route = getRouteApi('/shell/first-steps/function')
const CODE = `def handler(input, context):
    print("somebody is here:", input["name"])
    return {"greeting": "Hello " + input["name"] + "!"}
`
const INPUT = '{"name": "Ada"}'

/** A function, its first run, and an address for it. */
export function FunctionPath() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const set = (changes: FirstRunSearch) => void navigate({ search: (before) => ({ ...before, ...changes }), replace: true })
  return (
    <ol className={styles.steps}>
      <CodeStep name={search.function} onDone={(name) => set({ function: name } as FirstRunSearch)} />
      <RunStep key={search.function} name={search.function} run={search.run} onDone={(run) => set({ run })} />
      <WebhookStep name={search.function} isReady={search.run !== undefined} path={search.webhook} onDone={(webhook) => set({ webhook })} />
    </ol>
  )
}

function CodeStep({ name, onDone }: { name: string | undefined; onDone(name: string | undefined): void }) {
  const texts = firstRun.function
  const form = useForm({
    initial: { name: 'greet', code: CODE },
    draft: 'first-run/function',
    submit: (input) => ask(FirstRunCreateFunctionDocument, { input }),
    onDone: ({ createFunction: { function: made } }) => onDone(`${made.namespace}/${made.name}`),
  })
  const { values } = form
  const code = JSON.stringify(values.code)
  return (
    <Step
      number={1}
      title={texts.title}
      text={texts.text}
      state={name ? 'done' : 'now'}
      outcome={
        name && (
          <div className={styles.outcome}>
            {texts.saved(name)}
            <HrefLink href={`/console/functions/${name}`} className={buttonClass('quiet')}>
              {firstRun.change}
            </HrefLink>
          </div>
        )
      }
      snippets={{
        curl: curlOf('POST', '/api/v1/functions', values),
        GraphQL: graphqlOf(FirstRunCreateFunctionDocument, { input: values }),
        ...sdkSnippets({
          typescript: `await sinas.functions.create({ name: '${values.name}', code: ${code} })`,
          python: `sinas.functions.create(name="${values.name}", code=${code})`,
          go: `client.Functions.Create(ctx, sinas.CreateFunction{Name: "${values.name}", Code: ${code}})`,
          rust: `client.functions().create(&CreateFunction { name: "${values.name}".into(), code: ${code}.into(), ..Default::default() }).await?;`,
        }),
      }}
    >
      <Allowed permission={NEEDS.makeFunctions}>
        <Form form={form} action={texts.save}>
          <Field label={texts.name} error={form.errorOf('name')}>
            <TextInput {...form.bind('name')} isCode />
          </Field>
          <Field label={texts.code} error={form.errorOf('code')}>
            <CodeEditor {...form.bind('code')} language="python" label={texts.code} onRun={form.submit} />
          </Field>
        </Form>
      </Allowed>
    </Step>
  )
}

function RunStep({ name, run, onDone }: { name: string | undefined; run: string | undefined; onDone(run: string): void }) {
  const texts = firstRun.run
  const [result, setResult] = useState<unknown>()
  const form = useForm({
    initial: { input: INPUT },
    draft: 'first-run/input',
    async submit({ input }) {
      const { executeFunction } = await ask(FirstRunExecuteDocument, {
        input: { function: { name: nameOf(name!) }, input: parsed(input) },
      })
      if (executeFunction.error !== null) throw new Error(executeFunction.error)
      return executeFunction
    },
    onDone({ executionId, result: returned }) {
      setResult(returned)
      onDone(executionId)
    },
  })
  const { namespace, name: short } = nameOf(name ?? 'default/greet')
  const input = form.values.input
  return (
    <Step
      number={2}
      title={texts.title}
      text={texts.text}
      state={run ? 'done' : name ? 'now' : 'later'}
      outcome={
        run && (
          <>
            {result !== undefined && (
              <section className={styles.answer} aria-label={texts.result}>
                <JsonView value={result} />
              </section>
            )}
            <div className={styles.outcome}>
              <Link to="/runs/$id" params={{ id: run }} className={buttonClass('quiet')}>
                {texts.open}
              </Link>
            </div>
          </>
        )
      }
      snippets={{
        curl: curlOf('POST', `/functions/${namespace}/${short}/execute`, { input: parsedOr(input) }),
        GraphQL: graphqlOf(FirstRunExecuteDocument, { input: { function: { name: { namespace, name: short } }, input: parsedOr(input) } }),
        ...sdkSnippets({
          typescript: `const { result } = await sinas.functions.execute('${namespace}', '${short}', ${input})`,
          python: `result = sinas.functions.execute("${namespace}", "${short}", json.loads(${JSON.stringify(input)})).result`,
          go: `answer, err := client.Functions.Execute(ctx, "${namespace}", "${short}", json.RawMessage(${JSON.stringify(input)}))`,
          rust: `let answer = client.functions().execute("${namespace}", "${short}", &json!(${input})).await?;`,
        }),
      }}
    >
      <Form form={form} action={texts.send}>
        <Field label={texts.input} error={isJson(input) ? undefined : texts.bad}>
          <CodeEditor {...form.bind('input')} language="json" label={texts.input} onRun={form.submit} />
        </Field>
      </Form>
    </Step>
  )
}

function parsed(text: string): unknown {
  if (!isJson(text)) throw new Error(firstRun.run.bad)
  return JSON.parse(text)
}

const parsedOr = (text: string): unknown => (isJson(text) ? JSON.parse(text) : {})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
