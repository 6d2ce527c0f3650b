import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../schema/config.ts'
import type { Graph } from '../schema/graph.ts'
import type { Logger } from '../schema/log.ts'
import { Components } from './components.ts'
import { openApiDocument } from './openapi.ts'
import { describeRoutes } from './openapi-operation.ts'
import { sendPage } from './page.ts'
import { Representation } from './representation.ts'
import type { Route } from './rest.ts'
import { RuntimeDocuments } from './runtime-document.ts'
import { runtimePaths } from './runtime-paths.ts'
import { serveFiles } from './static-files.ts'
import type { Guard } from './stranger-limit.ts'
import { vary } from './vary.ts'

interface Dependencies {
  config: Config
  log: Logger
  graph: Graph
  routes: Route[]
  guard: Guard
}

const MANAGEMENT = '/api/v1/'

/**
 * The two OpenAPI documents and a page for each: what manages resources (`/api/v1/docs`) and what uses them (`/docs`).
 * The first is the same for every reader. The second also lists the webhooks, agents and functions that its reader may see.
 */
export function registerDocs(server: FastifyInstance, dependencies: Dependencies): void {
  const isManagement = ({ operation }: Route) => operation.rest!.paths[0]!.startsWith(MANAGEMENT)
  // Relative without PUBLIC_URL: then the page works under every host name of this server.
  const serverUrl = dependencies.config.PUBLIC_URL ? dependencies.config.publicUrl : '/'
  const described = once(() => {
    const components = new Components()
    return {
      components,
      management: describeRoutes(dependencies.routes.filter(isManagement), components),
      runtime: describeRoutes(
        dependencies.routes.filter((route) => !isManagement(route)),
        components,
      ),
    }
  })
  const management = once(() => {
    const { management: routes, components } = described()
    const document = openApiDocument({
      title: 'Sinas Management API',
      description: 'Create and change every resource: agents, functions, webhooks, schedules, users and groups.',
      serverUrl,
      routes,
      components,
    })
    return new Representation('application/json; charset=utf-8', JSON.stringify(document))
  })
  const runtime = new RuntimeDocuments(async (request) => {
    const { runtime: routes, components } = described()
    return openApiDocument({
      title: 'Sinas Runtime API',
      description: 'Use what was configured: run functions, call webhooks, chat with agents, keep state. It lists what its reader may use.',
      serverUrl,
      routes,
      components,
      own: await runtimePaths(dependencies, request),
    })
  })

  server.get('/api/v1/openapi.json', { config: { isPublic: true } }, async (request, reply) =>
    management().send(request, reply, 'no-cache'),
  )
  server.get('/openapi.json', { onRequest: dependencies.guard }, async (request, reply) => {
    const document = await runtime.get(request.info)
    return document.send(request, vary(reply, 'authorization', 'x-api-key', 'cookie'), 'private, no-cache')
  })
  registerPage(server, '/api/v1/docs', { title: 'Sinas Management API', document: '/api/v1/openapi.json' })
  registerPage(server, '/docs', { title: 'Sinas Runtime API', document: '/openapi.json' })
  serveFiles(server, {
    '/docs/assets/docs.js': () => own('docs.js'),
    '/docs/assets/docs.css': () => own('docs.css'),
    // Served by the gateway, so that the page works without a CDN.
    '/docs/assets/swagger-ui.css': () => swagger('swagger-ui.css'),
    '/docs/assets/swagger-ui-bundle.js': () => swagger('swagger-ui-bundle.js'),
  })
}

/** Made when first asked for: a start should not wait for it. */
function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined
  return () => (made ??= make())
}

const own = (file: string) => readFileSync(new URL(`./docs-page/${file}`, import.meta.url))

const swagger = (file: string) => readFileSync(new URL(import.meta.resolve(`swagger-ui-dist/${file}`)))

function registerPage(server: FastifyInstance, url: string, { title, document }: { title: string; document: string }): void {
  const html = own('index.html').toString().replace('{title}', title).replace('{document}', document)
  server.get(url, { config: { isPublic: true } }, async (_request, reply) => sendPage(reply, html, { markup: true }))
}
