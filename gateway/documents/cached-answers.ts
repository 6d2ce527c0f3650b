import { createHash } from 'node:crypto'
import type { GatewayPlugin } from '@graphql-hive/gateway-runtime'
import type { RequestInfo } from '../../schema/context.ts'
import { notesOf } from '../request-notes.ts'

/**
 * A query that is asked by GET is answered with its ETag: a client that has the same answer already is told so, and need not be sent it again. Only
 * the caller's own cache may keep it. Errors are kept by none.
 */
export function tagAnswers(): GatewayPlugin {
  return {
    async onResponse({ request, response, setResponse, serverContext, fetchAPI }) {
      const { requestInfo } = serverContext as unknown as { requestInfo: RequestInfo }
      const isJson = response.headers.get('content-type')?.includes('json')
      if (request.method !== 'GET' || response.status !== 200 || !isJson) return
      const { error, operation } = notesOf(requestInfo)
      if (error || operation?.kind !== 'query') return
      const text = await response.text()
      const etag = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
      const headers = new fetchAPI.Headers(response.headers)
      headers.set('etag', etag)
      headers.set('cache-control', 'private, no-cache')
      const isKnown = request.headers.get('if-none-match')?.includes(etag)
      if (isKnown) for (const name of ['content-type', 'content-length']) headers.delete(name)
      setResponse(new fetchAPI.Response(isKnown ? null : text, { status: isKnown ? 304 : 200, headers }))
    },
  }
}
