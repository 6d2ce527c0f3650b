import type { GatewayPlugin } from '@graphql-hive/gateway-runtime'
import { GraphQLError } from 'graphql'
import { LRUCache } from 'lru-cache'
import type { Config } from '../../schema/config.ts'
import { SinasError } from '../../schema/errors.ts'
import { documentId, idOfHash, isHash } from './document-id.ts'
import { loadTrustedDocuments } from './trusted-documents.ts'

/** Characters of documents that clients have sent along with their hashes: those that are used least are forgotten. */
const MAX_REMEMBERED_LENGTH = 8_000_000

/** The parameters of a request, as the client sent them. */
export interface DocumentParameters {
  query?: unknown
  documentId?: unknown
  extensions?: { persistedQuery?: { version?: unknown; sha256Hash?: unknown } }
}

/**
 * A client may send a document's id in place of its text: `documentId` after the appendix of GraphQL over HTTP, or Apollo's `extensions.persistedQuery`.
 * The id names a trusted document, or one that a client has sent together with its hash to this process before.
 */
export class PersistedDocuments {
  readonly #trusted: ReadonlyMap<string, string>
  readonly #isStrict: boolean
  readonly #remembered = new LRUCache<string, string>({ maxSize: MAX_REMEMBERED_LENGTH, sizeCalculation: (text) => text.length })

  constructor(config: Pick<Config, 'GRAPHQL_TRUSTED_DOCUMENTS' | 'GRAPHQL_ONLY_TRUSTED_DOCUMENTS'>) {
    this.#trusted = loadTrustedDocuments(config.GRAPHQL_TRUSTED_DOCUMENTS)
    this.#isStrict = config.GRAPHQL_ONLY_TRUSTED_DOCUMENTS
  }

  /**
   * The text of the document that a request asks for: its own where it may be run, or the one that its id names.
   * @param given the id, as the request gives it
   * @returns undefined where the request gives neither
   * @throws GraphQLError BAD_REQUEST, UNTRUSTED_DOCUMENT, or that it is not known here
   */
  textOf(parameters: DocumentParameters, given: unknown): unknown {
    const id = idOf(parameters, given)
    const { query } = parameters
    if (typeof query === 'string') this.#admit(query, id)
    return query ?? (id === undefined ? undefined : this.#find(id, parameters))
  }

  #find(id: string, parameters: DocumentParameters): string {
    const text = this.#trusted.get(id) ?? this.#remembered.get(id)
    if (text === undefined) throw unknownDocument(id, parameters)
    return text
  }

  #admit(query: string, id: string | undefined): void {
    if (id !== undefined) demandHash(query, id)
    if (this.#isStrict && !this.#trusted.has(documentId(query))) throw new SinasError('UNTRUSTED_DOCUMENT')
    if (id !== undefined && !this.#isStrict) this.#remembered.set(id, query)
  }
}

/** Gives the runtime the text of the document in place of its id. */
export function findDocuments(documents: PersistedDocuments): GatewayPlugin {
  return {
    onParams({ request, params, setParams }) {
      const { documentId: inBody, ...parameters } = params as DocumentParameters & typeof params
      const given = request.method === 'GET' ? (new URL(request.url).searchParams.get('documentId') ?? undefined) : inBody
      const query = documents.textOf(parameters, given) as string | undefined
      if (query !== parameters.query || inBody !== undefined) setParams({ ...parameters, ...(query !== undefined && { query }) })
    },
  }
}

/** @throws SinasError BAD_REQUEST */
function idOf({ extensions }: DocumentParameters, given: unknown): string | undefined {
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
function unknownDocument(id: string, { extensions }: DocumentParameters): GraphQLError {
  if (!extensions?.persistedQuery) return new SinasError('DOCUMENT_NOT_FOUND', { id })
  const { message, extensions: known } = new SinasError('PERSISTED_QUERY_NOT_FOUND')
  return new GraphQLError(message, { extensions: { ...known, http: { ...(known.http as object), spec: true } } })
}
