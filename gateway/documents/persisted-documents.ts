import type { GatewayPlugin } from '@graphql-hive/gateway-runtime'
import { GraphQLError } from 'graphql'
import { LRUCache } from 'lru-cache'
import type { Config } from '../../schema/config.ts'
import { SinasError } from '../../schema/errors.ts'
import { documentId, idOfHash, isHash } from './document-id.ts'
import { loadTrustedDocuments } from './trusted-documents.ts'

/** Characters of documents that clients have sent along with their hashes: those that are used least are forgotten. */
const MAX_REMEMBERED_LENGTH = 8_000_000

interface Parameters {
  query?: string
  documentId?: unknown
  extensions?: { persistedQuery?: { version?: unknown; sha256Hash?: unknown } }
}

/**
 * A client may send a document's id in place of its text: `documentId` after the appendix of GraphQL over HTTP, or Apollo's `extensions.persistedQuery`.
 * The id names a trusted document, or one that a client has sent together with its hash to this process before.
 */
export function persistedDocuments(config: Pick<Config, 'GRAPHQL_TRUSTED_DOCUMENTS' | 'GRAPHQL_ONLY_TRUSTED_DOCUMENTS'>): GatewayPlugin {
  const trusted = loadTrustedDocuments(config.GRAPHQL_TRUSTED_DOCUMENTS)
  const isStrict = config.GRAPHQL_ONLY_TRUSTED_DOCUMENTS
  const remembered = new LRUCache<string, string>({ maxSize: MAX_REMEMBERED_LENGTH, sizeCalculation: (text) => text.length })

  function find(id: string, parameters: Parameters): string {
    const text = trusted.get(id) ?? remembered.get(id)
    if (text === undefined) throw unknownDocument(id, parameters)
    return text
  }

  function admit(query: string, id: string | undefined): void {
    if (id !== undefined) demandHash(query, id)
    if (isStrict && !trusted.has(documentId(query))) throw new SinasError('UNTRUSTED_DOCUMENT')
    if (id !== undefined && !isStrict) remembered.set(id, query)
  }

  return {
    onParams({ request, params, setParams }) {
      const { documentId: inBody, ...parameters } = params as Parameters & typeof params
      const given = request.method === 'GET' ? (new URL(request.url).searchParams.get('documentId') ?? undefined) : inBody
      const id = idOf(parameters, given)
      if (typeof parameters.query === 'string') admit(parameters.query, id)
      else if (id !== undefined && parameters.query == null) parameters.query = find(id, parameters)
      if (id !== undefined) setParams(parameters)
    },
  }
}

/** @throws SinasError BAD_REQUEST */
function idOf({ extensions }: Parameters, given: unknown): string | undefined {
  if (typeof given === 'string') return given
  if (given !== undefined && given !== null) throw new SinasError('BAD_REQUEST', { reason: 'documentId must be a string' })
  const { version, sha256Hash } = extensions?.persistedQuery ?? {}
  if (typeof sha256Hash !== 'string') return undefined
  if (version !== 1) throw new SinasError('BAD_REQUEST', { reason: 'extensions.persistedQuery.version must be 1' })
  return idOfHash(sha256Hash)
}

/** @throws SinasError BAD_REQUEST */
function demandHash(text: string, id: string): void {
  if (!isHash(id))
    throw new SinasError('BAD_REQUEST', {
      reason: 'Beside a query, documentId must be sha256: and the hash of the query in 64 hexadecimal digits',
    })
  if (documentId(text) !== id)
    throw new SinasError('BAD_REQUEST', { reason: 'The hash is not that of the query: send the SHA-256 of its text in UTF-8' })
}

/** Apollo's clients look for this message and code, and send the text next; with status 200 where they know no other. */
function unknownDocument(id: string, { extensions }: Parameters): GraphQLError {
  if (!extensions?.persistedQuery) return new SinasError('DOCUMENT_NOT_FOUND', { id })
  const { message, extensions: known } = new SinasError('PERSISTED_QUERY_NOT_FOUND')
  return new GraphQLError(message, { extensions: { ...known, http: { ...(known.http as object), spec: true } } })
}
