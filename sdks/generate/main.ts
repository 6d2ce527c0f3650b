// Writes the types of all four SDKs from the committed OpenAPI documents:  npm run sdk:types
import { spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type DocumentName, readDocument } from '../openapi/fetch.ts'
import { go } from './go.ts'
import { python } from './python.ts'
import { rust } from './rust.ts'
import { readShapes } from './shapes.ts'
import { typescript } from './typescript.ts'

/** Path under sdks/ -> text. Only the file of Go is then laid out by a tool of its language. */
export async function generateTypes(): Promise<Record<string, string>> {
  const documents = await Promise.all((['management', 'runtime'] satisfies DocumentName[]).map(readDocument))
  const shapes = readShapes(documents.map((text) => JSON.parse(text)))
  return {
    'js/src/generated/types.ts': typescript(shapes),
    'python/src/sinas/types.py': python(shapes),
    'go/types.go': go(shapes),
    'rust/src/types.rs': rust(shapes),
  }
}

if (import.meta.main) {
  for (const [file, text] of Object.entries(await generateTypes())) {
    await writeFile(new URL(`../${file}`, import.meta.url), text)
    console.log(`written: sdks/${file}`)
  }
  const go = fileURLToPath(new URL('../go/types.go', import.meta.url))
  if (spawnSync('gofmt', ['-w', go]).status !== 0)
    console.log('sdks/go/types.go is not laid out as gofmt does: install Go, and run this again')
}
