import type { FastifyReply, FastifyRequest } from 'fastify'
import { clientNetwork } from '../schema/client-network.ts'
import type { Config } from '../schema/config.ts'
import { SinasError } from '../schema/errors.ts'
import { LocalRateLimit } from '../schema/local-rate-limit.ts'
import { sendError } from './http-error.ts'

const SECONDS = 60

/** What is asked before the body of a request is read. @returns an answer where it is refused */
export type Guard = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>

/**
 * So many requests a minute of one network are answered to who is not logged in, where that takes more than saying so: a query is parsed and planned
 * whoever asks it. Each process counts in its own memory.
 */
export function limitStrangers({ RATE_LIMIT_ANONYMOUS_MAX: requests }: Config): Guard {
  const taken = new LocalRateLimit()
  return async ({ info }, reply) => {
    if (info.caller || requests === 0) return undefined
    const retryAfter = taken.take(clientNetwork(info.ip), { requests, seconds: SECONDS })
    return retryAfter > 0 ? sendError(reply, new SinasError('RATE_LIMITED', { retryAfter })) : undefined
  }
}
