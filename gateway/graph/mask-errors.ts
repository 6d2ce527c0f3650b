import { GraphQLError } from 'graphql'
import type { Logger } from '../../schema/log.ts'

/** What clients are told of an error. */
export type Mask = (error: unknown, message?: string) => GraphQLError

const BAD_REQUEST = { code: 'BAD_REQUEST', http: { status: 400 } }

/** Subgraphs have masked their errors already. An error with a cause was thrown by the gateway itself. */
export function maskErrors(log: Logger): Mask {
  return (error, message = 'Internal Server Error') => {
    if (error instanceof GraphQLError && !(error.originalError && !(error.originalError instanceof GraphQLError))) return asTold(error)
    if (error instanceof RangeError) return new GraphQLError('The query is nested too deep', { extensions: BAD_REQUEST })
    log.error({ err: error }, 'the gateway failed')
    return new GraphQLError(message, { extensions: { code: 'INTERNAL' } })
  }
}

/** Clients don't need to know which of our services failed. What has no code and no place in the answer is about the request: variables that don't fit. */
function asTold(error: GraphQLError): GraphQLError {
  const { serviceName: _, ...extensions } = error.extensions
  return new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    path: error.path ?? null,
    extensions: error.path ? extensions : { code: 'BAD_REQUEST', ...extensions },
  })
}
