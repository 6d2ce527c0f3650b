import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js'
import { SseError } from '@modelcontextprotocol/sdk/client/sse.js'
import { StreamableHTTPError } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { SinasError } from '../../../schema/errors.ts'
import { storableText } from '../../../schema/storable.ts'

const MAX_CHARACTERS = 500

/** Why a server can't be reached, for the administrator who registered it. */
export function reasonOf(error: unknown): string {
  if (needsLogin(error)) return 'The server asks for a login. An administrator has to open its authorization_url.'
  if (error instanceof SinasError) return error.message
  if (error instanceof StreamableHTTPError || error instanceof SseError) {
    if (error.code === 401 || error.code === 403) return `The server did not accept our credentials (HTTP ${error.code})`
    if (error.code && error.code > 0) return `The server answered with HTTP ${error.code}`
  }
  const { message = String(error), code } = (error ?? {}) as { message?: string; code?: unknown }
  const text = message || String(code ?? 'unknown')
  return storableText(text.replace(/[\r\n]+/g, ' ')).slice(0, MAX_CHARACTERS)
}

export const needsLogin = (error: unknown) => error instanceof UnauthorizedError

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Is the server unreachable? A broken connection concerns one call only: other calls to the same server may go on. */
export function isUnreachable(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown }
  return typeof code === 'string' && UNREACHABLE.has(code)
}
