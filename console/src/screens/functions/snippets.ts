import type { Snippets } from '../../ui/CopyAs.tsx'
import { curlOf, graphqlOf, sdkSnippets } from '../../ui/snippets.ts'
import type { Fn } from './data.ts'
import { CallFunctionDocument } from './generated/tries.ts'
import { sampleOf } from './sample.ts'

/** A call of the function in each language, with an input that its schema describes. */
export function snippetsOf({ namespace, name, inputSchema }: Fn): Snippets {
  const value = sampleOf(inputSchema)
  const input = JSON.stringify(value)
  return {
    curl: curlOf('POST', `/functions/${[namespace, name].map(encodeURIComponent).join('/')}/execute`, { input: value }),
    GraphQL: graphqlOf(CallFunctionDocument, { function: { name: { namespace, name } }, input: value }),
    ...sdkSnippets({
      typescript: `const { result } = await sinas.functions.execute('${namespace}', '${name}', ${input})`,
      python: `result = sinas.functions.execute("${namespace}", "${name}", json.loads(${JSON.stringify(input)})).result`,
      go: `answer, err := client.Functions.Execute(ctx, "${namespace}", "${name}", json.RawMessage(${JSON.stringify(input)}))`,
      rust: `let answer = client.functions().execute("${namespace}", "${name}", &json!(${input})).await?;`,
    }),
  }
}
