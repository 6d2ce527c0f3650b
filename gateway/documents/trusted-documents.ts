import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'graphql'
import { StartError } from '../../schema/start-error.ts'
import { documentId } from './document-id.ts'

/** Documents of the platform's own pages. */
const OWN = fileURLToPath(new URL('./own/', import.meta.url))

/** A manifest that a build of clients wrote: ids and documents, or that of Apollo. */
type Manifest = Record<string, unknown> | { operations: { id: string; body: string }[] }

/**
 * Documents that the operator trusts, by their ids: of each the hash of its text, and the name that its file or manifest gives it. A folder holds files
 * `Name.graphql`, and manifests `*.json` as graphql-codegen, Relay and Apollo's tools write them.
 * @param folder of the operator, beside our own
 * @throws StartError where it can't be read
 */
export function loadTrustedDocuments(folder: string | undefined): ReadonlyMap<string, string> {
  const documents = new Map<string, string>()
  for (const place of [OWN, folder]) {
    if (place === undefined) continue
    try {
      for (const [id, text] of readFolder(place)) {
        parse(text)
        documents.set(id, text).set(documentId(text), text)
      }
    } catch (error) {
      throw new StartError(`GRAPHQL_TRUSTED_DOCUMENTS: ${place} can't be read: ${(error as Error).message}`)
    }
  }
  return documents
}

function readFolder(folder: string): [id: string, text: string][] {
  return readdirSync(folder).flatMap((file): [string, string][] => {
    const { name, ext } = path.parse(file)
    if (ext !== '.graphql' && ext !== '.json') return []
    const content = readFileSync(path.join(folder, file), 'utf8')
    return ext === '.graphql' ? [[name, content]] : readManifest(file, JSON.parse(content))
  })
}

function readManifest(file: string, manifest: Manifest): [id: string, text: string][] {
  const entries = Array.isArray(manifest.operations)
    ? manifest.operations.map(({ id, body }): [string, unknown] => [id, body])
    : Object.entries(manifest)
  return entries.map(([id, text]) => {
    if (typeof text !== 'string') throw new Error(`${file} is no manifest: ${id} is not the text of a document`)
    return [id, text]
  })
}
