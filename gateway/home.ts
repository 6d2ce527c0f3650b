import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'

const FILES = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/home/style.css': ['style.css', 'text/css; charset=utf-8'],
  '/home/app.js': ['app.js', 'text/javascript; charset=utf-8'],
  '/home/events.js': ['events.js', 'text/javascript; charset=utf-8'],
} as const

/** Only what we serve may run, and only we are spoken to. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** The page at `/`: what runs, where to look next, and a chat with an agent. */
export function registerHome(server: FastifyInstance): void {
  for (const [url, [file, type]] of Object.entries(FILES)) {
    const bytes = readFileSync(new URL(`./home/${file}`, import.meta.url))
    server.get(url, { config: { isPublic: true } }, async (_request, reply) =>
      reply
        .type(type)
        .headers({ 'content-security-policy': POLICY, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
        .send(bytes),
    )
  }
}
