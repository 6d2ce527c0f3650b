import { createServer, type Server } from 'node:http'
import { createYoga, type Plugin } from 'graphql-yoga'
import type { RequestInfo } from '../schema/context.ts'
import type { SinasError } from '../schema/errors.ts'
import type { SubgraphEndpoint } from '../schema/graph.ts'
import { ENVELOPE_HEADER, openEnvelope } from '../schema/identity-envelope.ts'

export interface ServedSubgraph extends SubgraphEndpoint {
  name: string
  /** @throws when a dependency is away */
  ready(): Promise<unknown>
}

/**
 * Serves subgraphs to gateways in other processes, each at `/{name}/graphql`. Only signed requests are answered.
 * `/health` says that the process is alive, `/ready` that its dependencies are.
 */
export function serveSubgraphs(subgraphs: ServedSubgraph[], secretKey: string): Server {
  const endpoints = new Map(subgraphs.map((subgraph) => [`/${subgraph.name}/graphql`, createEndpoint(subgraph, secretKey)]))
  return createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const endpoint = endpoints.get(path)
    if (endpoint) return void endpoint(request, response)
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (path === '/health') return void answer(200, { status: 'healthy' })
    if (path === '/ready') {
      const checks = await Promise.allSettled(subgraphs.map((subgraph) => subgraph.ready()))
      const ready = checks.every((check) => check.status === 'fulfilled')
      return void answer(ready ? 200 : 503, { status: ready ? 'ready' : 'not ready', subgraphs: subgraphs.map(({ name }) => name) })
    }
    answer(404, { detail: 'Not Found' })
  })
}

function createEndpoint(subgraph: ServedSubgraph, secretKey: string) {
  return createYoga<object, { request: Request; requestInfo: RequestInfo }>({
    schema: subgraph.schema,
    graphqlEndpoint: `/${subgraph.name}/graphql`,
    graphiql: false,
    landingPage: false,
    logging: false,
    // The subgraph has already made its errors fit to leave.
    maskedErrors: false,
    plugins: [signedOnly(subgraph.name, secretKey), executeIn(subgraph)],
  })
}

const verified = new WeakMap<Request, RequestInfo>()

/** Answers 401 to a request whose envelope is not good, before anything of it is parsed. */
function signedOnly(audience: string, secretKey: string): Plugin {
  return {
    async onRequest({ request, endResponse, fetchAPI }) {
      try {
        const body = request.method === 'POST' ? await request.clone().text() : ''
        verified.set(request, {
          ...openEnvelope(secretKey, request.headers.get(ENVELOPE_HEADER), audience, body),
          signal: request.signal,
          decisions: [],
        })
      } catch (error) {
        endResponse(fetchAPI.Response.json({ errors: [{ message: (error as SinasError).message }] }, { status: 401 }))
      }
    },
    onContextBuilding({ context, extendContext }) {
      extendContext({ requestInfo: verified.get((context as { request: Request }).request) } as object)
    },
  }
}

/** The subgraph executes; yoga only speaks HTTP. */
function executeIn(subgraph: ServedSubgraph): Plugin {
  return {
    onExecute({ setExecuteFn }) {
      setExecuteFn(async ({ document, variableValues, contextValue, operationName }: any) => {
        const request = contextValue.requestInfo as RequestInfo
        const result = await subgraph.execute(document, variableValues, request, operationName)
        return { ...result, extensions: { ...result.extensions, decisions: request.decisions } }
      })
    },
    onSubscribe({ setSubscribeFn }) {
      setSubscribeFn(({ document, variableValues, contextValue, operationName }: any) =>
        subgraph.subscribe(document, variableValues, contextValue.requestInfo as RequestInfo, operationName),
      )
    },
  }
}
