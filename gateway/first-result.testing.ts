// Asks any GraphQL operation, and goes once it is known what comes of it: a subscription that is allowed has no end.
import type { TestGateway } from './gateway.testing.ts'

export interface Credential {
  token?: string
  headers?: Record<string, string>
}

export interface Result {
  data?: Record<string, unknown> | null
  errors?: { message: string; extensions: { code: string } }[]
}

/** Milliseconds of silence after which a stream is one that waits for its first event. */
const SILENCE_MS = 500

/** @returns the first result; an empty one where a stream has begun and says nothing */
export async function firstResult(
  gateway: TestGateway,
  body: { query: string; variables?: Record<string, unknown> },
  { token, headers }: Credential,
): Promise<Result> {
  const leaving = new AbortController()
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...(token && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: JSON.stringify(body),
    signal: leaving.signal,
  })
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return (await response.json()) as Result
  const timer = setTimeout(() => leaving.abort(), SILENCE_MS)
  try {
    let text = ''
    for await (const chunk of response.body!) {
      text += new TextDecoder().decode(chunk)
      const data = /^data: (.+)$/m.exec(text)?.[1]
      if (data) return JSON.parse(data)
    }
  } catch (error) {
    if (!leaving.signal.aborted) throw error
  } finally {
    clearTimeout(timer)
    leaving.abort()
  }
  return {}
}
