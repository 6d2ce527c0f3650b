// Writes the two OpenAPI documents of this platform beside this file, so that a change of the API is a diff to read:  npm run sdk:openapi
import { readFile, writeFile } from 'node:fs/promises'
import { startTestGateway } from '../../gateway/gateway.testing.ts'

export const DOCUMENTS = { management: '/api/v1/openapi.json', runtime: '/openapi.json' } as const

export type DocumentName = keyof typeof DOCUMENTS

/** The document of a running platform, as it is committed. @param url base URL */
export async function fetchDocument(url: string, name: DocumentName): Promise<string> {
  const response = await fetch(url + DOCUMENTS[name])
  if (!response.ok) throw new Error(`${url}${DOCUMENTS[name]} answers ${response.status}`)
  const document = (await response.json()) as { servers: unknown; paths: Record<string, unknown> }
  // Where the platform listens is no part of the API, nor are the routes that users made.
  document.servers = [{ url: '/' }]
  return `${JSON.stringify(document, null, 1)}\n`
}

export const readDocument = (name: DocumentName) => readFile(new URL(`${name}.json`, import.meta.url), 'utf8')

if (import.meta.main) {
  await using platform = await startTestGateway()
  for (const name of Object.keys(DOCUMENTS) as DocumentName[]) {
    await writeFile(new URL(`${name}.json`, import.meta.url), await fetchDocument(platform.url, name))
    console.log(`written: sdks/openapi/${name}.json`)
  }
}
