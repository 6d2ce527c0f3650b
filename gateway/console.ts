import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { SinasError } from '../schema/errors.ts'
import { sendError } from './http-error.ts'
import { sendPage } from './page.ts'
import { vary } from './vary.ts'

const FOLDER = fileURLToPath(new URL('../console/dist/', import.meta.url))
const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}
/** A file of the build: its name has a hash of its content. */
const ASSET = /^[\w-]+(\.[\w-]+)*\.(css|js|svg|woff2)$/

/** What is sent where the console was not built: by a start past `npm start`. */
const NOT_BUILT = `<!doctype html><title>Sinas</title><p>The console is not built. Start the platform with <code>npm start</code>, which builds it, or build it
with <code>node console/build/ensure.mjs</code>. The API runs: see <a href="/docs">/docs</a>.`

/**
 * The console: its page at `/` and at each address below `/console/`, and its files, from the disk. They are compressed beforehand, and nothing of them
 * stays in memory.
 */
export function registerConsole(server: FastifyInstance): void {
  server.get('/', { config: { isPublic: true } }, async (_request, reply) => sendConsole(reply))
  for (const url of ['/console', '/console/*'])
    server.get(url, { config: { isPublic: true } }, async (_request, reply) => sendConsole(reply))
  server.get<{ Params: { '*': string } }>('/console/assets/*', { config: { isPublic: true } }, async (request, reply) =>
    sendAsset(request.params['*'], request, reply),
  )
}

let page: string | undefined

/** Sends the page that loads the console. @param status 404 where it is the answer for an address that nothing has */
export function sendConsole(reply: FastifyReply, status = 200): FastifyReply {
  const file = path.join(FOLDER, 'index.html')
  page ??= existsSync(file) ? readFileSync(file, 'utf8') : undefined
  return sendPage(reply.code(page ? status : 503), page ?? NOT_BUILT, { blobs: true })
}

/** A browser that goes to an address, and shows what it is answered. */
export const navigates = ({ method, headers }: FastifyRequest): boolean => method === 'GET' && headers['sec-fetch-mode'] === 'navigate'

async function sendAsset(name: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const type = TYPES[path.extname(name)]
  const file = path.join(FOLDER, 'assets', name)
  if (!type || !ASSET.test(name) || !existsSync(file)) return sendError(reply, new SinasError('ROUTE_NOT_FOUND'))
  vary(reply.type(type).header('cache-control', 'public, max-age=31536000, immutable'), 'accept-encoding')
  const accepted = String(request.headers['accept-encoding'] ?? '')
  for (const [encoding, extension] of [
    ['br', '.br'],
    ['gzip', '.gz'],
  ] as const) {
    if (!new RegExp(`\\b${encoding}\\b(?!;q=0(\\.0*)?\\b)`).test(accepted) || !existsSync(file + extension)) continue
    return sendFile(file + extension, reply.header('content-encoding', encoding))
  }
  return sendFile(file, reply)
}

async function sendFile(file: string, reply: FastifyReply): Promise<FastifyReply> {
  const { size } = await stat(file)
  return reply.header('content-length', size).send(createReadStream(file))
}
