import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { serveFiles } from './static-files.ts'

/** What GraphiQL and the pages of the REST API share: the login, and events of a stream. */
export function registerSessionScripts(server: FastifyInstance): void {
  const read = (file: string) => () => readFileSync(new URL(`./home/${file}`, import.meta.url))
  serveFiles(server, { '/home/session.js': read('session.js'), '/home/events.js': read('events.js') })
}
