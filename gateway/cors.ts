import cors from '@fastify/cors'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../schema/config.ts'

/** Browsers of any origin may call the API, unless CORS_ORIGINS names some; never with the cookie of a session, which is for our own pages. */
export function registerCors(server: FastifyInstance, config: Config): void {
  server.register(cors, {
    origin: config.CORS_ORIGINS.includes('*') ? '*' : config.CORS_ORIGINS,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    credentials: false,
    exposedHeaders: [
      'x-request-id',
      'x-stream-channel',
      'x-chat-id',
      'x-next-cursor',
      'retry-after',
      'ratelimit',
      'ratelimit-policy',
      'etag',
      'mcp-session-id',
      'warning',
      'preference-applied',
    ],
    maxAge: 600,
  })
}
