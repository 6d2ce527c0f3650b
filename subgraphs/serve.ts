import type { Server } from 'node:http'
import { type ExecutionArgs, getOperationAST } from 'graphql'
import { createYoga, type Plugin } from 'graphql-yoga'
import type { RequestInfo } from '../schema/context.ts'
import { SinasError } from '../schema/errors.ts'
import type { SubgraphEndpoint } from '../schema/graph.ts'
import type { Envelope } from '../schema/identity-envelope.ts'
import { createSignedPort } from '../schema/signed-port.ts'
import type { SharedEnvelopes } from '../schema/used-envelopes.ts'

export interface ServedSubgraph extends SubgraphEndpoint {
  name: string
  /** @throws when a dependency is away */
  ready(): Promise<unknown>
}

interface ServeOptions {
  secretKey: string
  /** Most bytes that a request of a client may have (MAX_BODY_BYTES). */
  maxBodyBytes: number
  /** What the other processes that serve these subgraphs have accepted; left out where there are none. */
  shared?: Pick<SharedEnvelopes, 'use'>
  /** Aborted when the process stops: event streams end, which may last for as long as the one who asked lives. */
  stopping?: AbortSignal
}

/** What a subgraph's resolvers are reached with. */
interface ServerContext {
  requestInfo: RequestInfo
  envelope: Envelope
  /** Aborted when the answer is over, or its client has left. */
  closed: AbortSignal
}

/** A client's body in JSON: a control character takes six bytes. With some room for the document around it. */
const GROWTH = 7

/**
 * Serves subgraphs to gateways in other processes, each at `/{name}/graphql`. Only signed requests are answered.
 * `/health` says that the process is alive, `/ready` that its dependencies are.
 */
export function serveSubgraphs(subgraphs: ServedSubgraph[], options: ServeOptions): Server {
  const endpoints = new Map(
    subgraphs.map((subgraph) => [pathOf(subgraph), { audience: subgraph.name, handle: createEndpoint(subgraph, options) }]),
  )
  return createSignedPort({
    key: options.secretKey,
    maxBytes: options.maxBodyBytes * GROWTH,
    audienceOf: (path) => endpoints.get(path)?.audience,
    probes: {
      '/health': async () => [200, { status: 'healthy' }],
      '/ready': async () => {
        const checks = await Promise.allSettled(subgraphs.map((subgraph) => subgraph.ready()))
        const ready = checks.every((check) => check.status === 'fulfilled')
        return [ready ? 200 : 503, { status: ready ? 'ready' : 'not ready', subgraphs: subgraphs.map(({ name }) => name) }]
      },
    },
    answer({ path, envelope, body, raw }, response) {
      const gone = new AbortController()
      const closed = new AbortController()
      response.once('close', () => {
        closed.abort()
        if (!response.writableFinished) gone.abort()
      })
      const requestInfo = { ...envelope.request, signal: gone.signal, decisions: [] }
      // Where a body was read before, yoga looks for it here.
      void endpoints.get(path)!.handle(Object.assign(raw, { body }), response, { requestInfo, envelope, closed: closed.signal })
    },
  })
}

const pathOf = ({ name }: ServedSubgraph): string => `/${name}/graphql`

function createEndpoint(subgraph: ServedSubgraph, options: ServeOptions) {
  return createYoga<ServerContext>({
    schema: subgraph.schema,
    graphqlEndpoint: pathOf(subgraph),
    graphiql: false,
    landingPage: false,
    logging: false,
    // The subgraph has already made its errors fit to leave.
    maskedErrors: false,
    plugins: [executeIn(subgraph, options)],
  })
}

/** The subgraph executes; yoga only speaks HTTP. */
function executeIn(subgraph: ServedSubgraph, { shared, stopping }: ServeOptions): Plugin {
  /** Queries alone are left to each process. */
  async function wasUsed({ document, operationName, contextValue }: ExecutionArgs): Promise<boolean> {
    if (!shared || getOperationAST(document, operationName)?.operation === 'query') return false
    return !(await shared.use((contextValue as ServerContext).envelope))
  }
  const refused = () => ({ errors: [new SinasError('INVALID_CREDENTIALS')] })
  return {
    onExecute({ setExecuteFn }) {
      setExecuteFn(async (args: ExecutionArgs) => {
        if (await wasUsed(args)) return refused()
        const { requestInfo } = args.contextValue as ServerContext
        const result = await subgraph.execute(args.document, variablesOf(args), requestInfo, args.operationName ?? undefined)
        return { ...result, extensions: { ...result.extensions, decisions: requestInfo.decisions } }
      })
    },
    onSubscribe({ setSubscribeFn }) {
      setSubscribeFn(async (args: ExecutionArgs) => {
        if (await wasUsed(args)) return refused()
        const { requestInfo, closed } = args.contextValue as ServerContext
        const events = await subgraph.subscribe(args.document, variablesOf(args), requestInfo, args.operationName ?? undefined)
        if (Symbol.asyncIterator in events) stopping?.addEventListener('abort', () => void events.return?.(), { signal: closed })
        return events
      })
    },
  }
}

const variablesOf = ({ variableValues }: ExecutionArgs) => (variableValues ?? undefined) as Record<string, unknown> | undefined
