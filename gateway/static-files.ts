import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { Representation } from './representation.ts'

const TYPES: Record<string, string> = { '.css': 'text/css', '.js': 'text/javascript' }

/** A file that pages load, read when it is first asked for: some have megabytes. */
export type StaticFile = () => string | Buffer | Promise<string | Buffer>

/** Serves files by their URLs. They may be kept, and are asked for again each time: an update of the platform is one of its pages too. */
export function serveFiles(server: FastifyInstance, files: Record<string, StaticFile>, headers: Record<string, string> = {}): void {
  for (const [url, read] of Object.entries(files)) {
    let file: Promise<Representation> | undefined
    const open = async () => new Representation(`${TYPES[path.extname(url)]}; charset=utf-8`, await read())
    server.get(url, { config: { isPublic: true } }, async (request, reply) =>
      (await (file ??= open())).send(request, reply.headers(headers), 'no-cache'),
    )
  }
}
