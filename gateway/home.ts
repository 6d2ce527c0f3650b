import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'

const FOLDER = new URL('./home/', import.meta.url)

const TYPES: Record<string, string> = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript' }

/** Only what we serve may run, and only we are spoken to. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** The page at `/`: what runs, where to look next, and a chat with an agent. */
export function registerHome(server: FastifyInstance): void {
  for (const file of readdirSync(FOLDER)) {
    const bytes = readFileSync(new URL(file, FOLDER))
    const url = file === 'index.html' ? '/' : `/home/${file}`
    server.get(url, { config: { isPublic: true } }, async (_request, reply) =>
      reply
        .type(`${TYPES[path.extname(file)]}; charset=utf-8`)
        .headers({ 'content-security-policy': POLICY, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
        .send(bytes),
    )
  }
}
