// Writes the types of all four SDKs from the committed OpenAPI documents:  npm run sdk:types
import { writeFile } from 'node:fs/promises'
import { type DocumentName, readDocument } from '../openapi/fetch.ts'
import { go } from './go.ts'
import { python } from './python.ts'
import { rust } from './rust.ts'
import { readShapes } from './shapes.ts'
import { typescript } from './typescript.ts'

/** Path under sdks/ -> text. The files of Go, Python and Rust are then formatted by their own tools. */
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
}
