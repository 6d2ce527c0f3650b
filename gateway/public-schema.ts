import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../schema/config.ts'
import { SinasError } from '../schema/errors.ts'
import { mayIntrospect } from './introspection.ts'
import { Representation } from './representation.ts'
import type { Guard } from './stranger-limit.ts'
import { vary } from './vary.ts'

const FILE = new URL('../schema/schema.graphql', import.meta.url)

/** `/schema.graphql`: the GraphQL API as SDL, for editors and for what generates clients. Shown to whom introspection is. */
export function registerSchema(server: FastifyInstance, { config, guard }: { config: Config; guard: Guard }): void {
  let schema: Representation | undefined
  server.get('/schema.graphql', { onRequest: guard }, async (request, reply) => {
    if (!mayIntrospect(config, request.info.caller)) throw new SinasError('INTROSPECTION_REFUSED')
    schema ??= new Representation('text/plain; charset=utf-8', readFileSync(FILE))
    return schema.send(request, vary(reply, 'authorization', 'x-api-key', 'cookie'), 'private, no-cache')
  })
}
