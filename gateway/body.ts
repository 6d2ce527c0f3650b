import { setImmediate as nextTurn } from 'node:timers/promises'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { LONG_TEXT_CHARACTERS, readLongJson } from '../schema/bounded/json.ts'
import type { Config } from '../schema/config.ts'
import type { Caller } from '../schema/context.ts'
import { SinasError } from '../schema/errors.ts'

/**
 * How bodies are read. JSON is parsed; invalid JSON is answered with the contract's error. A body of another type is not the input
 * of a REST route; a route that needs the raw bytes (webhooks) registers its own parser.
 */
export function registerBodyParsers(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  const json = async (_request: FastifyRequest, text: string) => parseJson(text)
  server.addContentTypeParser('application/json', { parseAs: 'string' }, json)
  server.addContentTypeParser(/^application\/[\w.+-]+\+json/, { parseAs: 'string' }, json)
  // curl -d sends a form's content type: where the client forgot the header, a body that looks like JSON is read as JSON.
  server.addContentTypeParser('*', { parseAs: 'string' }, async (_request: FastifyRequest, text: string) =>
    (await looksLikeJson(text)) ? parseJson(text) : undefined,
  )
}

/** Joining a long text has already blocked the event loop for a while: other requests get a turn before the text is parsed. */
async function looksLikeJson(text: string): Promise<boolean> {
  if (text.length > LONG_TEXT_CHARACTERS) await nextTurn()
  return /^\s*[[{]/.test(text)
}

/** @throws SinasError VALIDATION `json_invalid` */
async function parseJson(text: string): Promise<unknown> {
  if (text.length > LONG_TEXT_CHARACTERS) await nextTurn()
  if (text.trim() === '') return undefined
  try {
    return await readLongJson(text)
  } catch (error) {
    const { message } = error as Error
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? (message.includes('end of JSON') ? text.length : 0))
    throw new SinasError('VALIDATION', {
      issues: [{ type: 'json_invalid', loc: ['body', position], msg: 'JSON decode error', input: {}, ctx: { error: message } }],
    })
  }
}

/** Bytes that a body may have: few for strangers, except to webhooks, whose senders are strangers and may send as much as users. */
export const bodyLimit = ({ MAX_BODY_BYTES, MAX_ANONYMOUS_BODY_BYTES }: Config, caller: Caller | null): number =>
  caller ? MAX_BODY_BYTES : Math.min(MAX_BODY_BYTES, MAX_ANONYMOUS_BODY_BYTES)
