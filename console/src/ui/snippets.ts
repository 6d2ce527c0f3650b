import type { TypedDocument } from '../data/document.ts'
import type { Snippets } from './CopyAs.tsx'

/** What a reader puts in place of it: keys are never shown. */
const KEY = '$SINAS_API_KEY'

/** A request of the REST API as curl. */
export function curlOf(method: string, path: string, body?: unknown): string {
  const lines = [`curl -s ${method === 'GET' || (method === 'POST' && body !== undefined) ? '' : `-X ${method} `}${location.origin}${path}`]
  lines.push(`-H "X-API-Key: ${KEY}"`)
  if (body !== undefined) lines.push(`--json '${JSON.stringify(body).replaceAll("'", "'\\''")}'`)
  return lines.join(' \\\n  ')
}

/** An operation with its variables, as GraphiQL and every client take it. */
export function graphqlOf<Data, Variables>({ text }: TypedDocument<Data, Variables>, variables: Variables): string {
  return `${text}\n\n# variables\n${JSON.stringify(variables, null, 2)}`
}

interface Call {
  /** As the SDKs' READMEs show it. */
  typescript: string
  python: string
  go: string
  rust: string
}

/** The call of an SDK in each language, with what has to stand before it. */
export function sdkSnippets({ typescript, python, go, rust }: Call): Snippets {
  const base = location.origin
  return {
    TypeScript: `import { Sinas } from '@sinas/client'\n\nconst sinas = new Sinas({ baseUrl: '${base}', apiKey: process.env.SINAS_API_KEY })\n${typescript}`,
    Python: `import os\nfrom sinas import Sinas\n\nsinas = Sinas("${base}", api_key=os.environ["SINAS_API_KEY"])\n${python}`,
    Go: `client := sinas.NewClient(sinas.WithBaseURL("${base}"), sinas.WithAPIKey(os.Getenv("SINAS_API_KEY")))\n${go}`,
    Rust: `// SINAS_BASE_URL=${base} and SINAS_API_KEY\nlet client = Client::from_env();\n${rust}`,
  }
}
