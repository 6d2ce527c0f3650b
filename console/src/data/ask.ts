import { fetchAsUser } from '../session/session.ts'
import type { TypedDocument } from './document.ts'
import { ApiError, type GraphqlError, NetworkError } from './errors.ts'

interface Answer<Data> {
  data?: Data | null
  errors?: GraphqlError[]
}

const HEADERS = { accept: 'application/graphql-response+json', 'content-type': 'application/json' }

/**
 * Runs an operation as who is logged in. It is sent by the hash of its text, which the gateway trusts; and with the text where the gateway has been
 * updated since this page was loaded.
 * @throws ApiError as the server says; NetworkError where it does not answer
 */
export async function ask<Data, Variables>(
  document: TypedDocument<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Data> {
  let answered = await post<Data>({ documentId: document.id, variables }, signal)
  if (answered.answer.errors?.[0]?.extensions.code === 'DOCUMENT_NOT_FOUND')
    answered = await post<Data>({ documentId: document.id, query: document.text, variables }, signal)
  const { answer, requestId } = answered
  const [error] = answer.errors ?? []
  if (error) throw new ApiError(error, requestId)
  if (!answer.data) throw new ApiError({ message: 'The server answered nothing.', extensions: { code: 'INTERNAL' } }, requestId)
  return answer.data
}

async function post<Data>(body: object, signal: AbortSignal | undefined): Promise<{ answer: Answer<Data>; requestId: string | null }> {
  const response = await fetchAsUser('/graphql', {
    method: 'POST',
    headers: HEADERS,
    body: JSON.stringify(body),
    signal: signal ?? null,
  }).catch((error: Error) => {
    throw error.name === 'AbortError' ? error : new NetworkError(error)
  })
  const requestId = response.headers.get('x-request-id')
  const answer = (await response.json().catch(() => null)) as Answer<Data> | null
  if (answer?.data || answer?.errors) return { answer, requestId }
  // What stands before the graph: a limit, a proxy.
  const { detail, code } = (answer ?? {}) as { detail?: string; code?: string }
  if (response.status >= 502 && !code) throw new NetworkError(new Error(`status ${response.status}`))
  const message = typeof detail === 'string' ? detail : `The server answers ${response.status}.`
  throw new ApiError({ message, extensions: { code: code ?? (response.status === 401 ? 'UNAUTHENTICATED' : 'INTERNAL') } }, requestId)
}
