import { home } from '../../texts/en/home.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FunctionIcon } from '../../ui/icons.tsx'
import { curlOf, sdkSnippets } from '../../ui/snippets.ts'

const texts = home.firstRun
const CODE = 'def handler(input, context):\n    return {"greeting": "Hello " + input["name"] + "!"}\n'

/** What to do on an empty platform. */
export function FirstSteps() {
  const code = JSON.stringify(CODE)
  return (
    <EmptyState
      icon={<FunctionIcon />}
      title={texts.title}
      action={
        <span>
          <CopyAs
            title={texts.curl}
            snippets={{
              curl: `${curlOf('POST', '/api/v1/functions', { name: 'greet', code: CODE })}\n\n${curlOf('POST', '/functions/default/greet/execute', { input: { name: 'Ada' } })}`,
              ...sdkSnippets({
                typescript: `await sinas.functions.create({ name: 'greet', code: ${code} })\nconsole.log((await sinas.functions.execute('default', 'greet', { name: 'Ada' })).result)`,
                python: `sinas.functions.create(name="greet", code=${code})\nprint(sinas.functions.execute("default", "greet", {"name": "Ada"}).result)`,
                go: `client.Functions.Create(ctx, sinas.CreateFunction{Name: "greet", Code: ${code}})\nanswer, err := client.Functions.Execute(ctx, "default", "greet", map[string]any{"name": "Ada"})`,
                rust: `client.functions().create(&CreateFunction { name: "greet".into(), code: ${code}.into(), ..Default::default() }).await?;\nlet answer = client.functions().execute("default", "greet", &json!({ "name": "Ada" })).await?;`,
              }),
            }}
          />
          <a href="/api/v1/docs" className={buttonClass()}>
            {texts.docs}
          </a>
        </span>
      }
    >
      {texts.text}
    </EmptyState>
  )
}
