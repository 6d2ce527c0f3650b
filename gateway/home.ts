import { readdirSync, readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { sendPage } from './page.ts'
import { serveFiles } from './static-files.ts'

const FOLDER = new URL('./home/', import.meta.url)

/** The page at `/`: what runs, where to look next, and a chat with an agent. */
export function registerHome(server: FastifyInstance): void {
  const read = (file: string) => readFileSync(new URL(file, FOLDER))
  const page = read('index.html').toString()
  server.get('/', { config: { isPublic: true } }, async (_request, reply) => sendPage(reply, page))
  const files = readdirSync(FOLDER).filter((file) => file !== 'index.html')
  serveFiles(server, Object.fromEntries(files.map((file) => [`/home/${file}`, () => read(file)])))
}
