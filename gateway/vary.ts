import type { FastifyReply } from 'fastify'

/** Adds to the request headers that the answer depends on; what stands there already stays. */
export function vary(reply: FastifyReply, ...names: string[]): FastifyReply {
  const known = [reply.getHeader('vary') ?? []].flat().flatMap((value) =>
    String(value)
      .toLowerCase()
      .split(',')
      .map((name) => name.trim()),
  )
  const all = new Set([...known, ...names.map((name) => name.toLowerCase())])
  return all.size > 0 ? reply.header('vary', [...all].join(', ')) : reply
}
