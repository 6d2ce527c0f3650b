import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'

/**
 * Closing the server lets running requests finish; two kinds would keep it open for good. A connection that is kept alive after its
 * answer is told to close. An event stream is ended: it may last for hours, and its client takes it up again after the last event it saw.
 */
export function registerDraining(server: FastifyInstance): void {
  const open = new Set<{ response: ServerResponse; end(): void }>()
  let closing = false
  server.addHook('onRequest', async (request, reply) => {
    const entry = { response: reply.raw, end: request.end }
    open.add(entry)
    reply.raw.once('close', () => open.delete(entry))
  })
  server.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close')
  })
  server.addHook('preClose', async () => {
    closing = true
    for (const { response, end } of open) if (String(response.getHeader('content-type')).startsWith('text/event-stream')) end()
  })
}
