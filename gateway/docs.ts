import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../schema/config.ts'
import { internalRequest, type RequestInfo } from '../schema/context.ts'
import type { Graph } from '../schema/graph.ts'
import { type DynamicPath, openApiDocument } from './openapi.ts'
import type { Route } from './rest.ts'

interface DocsParts {
  config: Config
  graph: Graph
  routes: Route[]
}

const MANAGEMENT = '/api/v1/'

/**
 * The two OpenAPI documents and a page for each: what manages resources (`/api/v1/docs`) and what uses them (`/docs`).
 * The runtime document is made anew for each request, because users add webhooks and agents.
 */
export function registerDocs(server: FastifyInstance, { config, graph, routes }: DocsParts): void {
  const isManagement = ({ operation }: Route) => operation.rest!.paths[0]!.startsWith(MANAGEMENT)
  // Relative where nothing is said: then the page works by any name that leads here.
  const serverUrl = config.PUBLIC_URL ? config.publicUrl : '/'
  // Made when first asked for: a start should not wait for it.
  let management: ReturnType<typeof openApiDocument> | undefined
  const managementDocument = () =>
    (management ??= openApiDocument({
      title: 'Sinas Management API',
      description: 'Create and change every resource: agents, functions, webhooks, schedules, users and groups.',
      serverUrl,
      routes: routes.filter(isManagement),
    }))
  const runtimeRoutes = routes.filter((route) => !isManagement(route))
  const runtime = async () =>
    openApiDocument({
      title: 'Sinas Runtime API',
      description: 'Use what was configured: run functions, call webhooks, chat with agents, keep state.',
      serverUrl,
      routes: runtimeRoutes,
      dynamic: await dynamicPaths(graph),
    })

  const options = { config: { isPublic: true } }
  server.get('/api/v1/openapi.json', options, async () => managementDocument())
  server.get('/openapi.json', options, async () => runtime())
  server.get('/api/v1/docs', options, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(page('Sinas Management API', '/api/v1/openapi.json')),
  )
  server.get('/docs', options, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(page('Sinas Runtime API', '/openapi.json')),
  )
  for (const [name, type] of Object.entries(ASSETS)) {
    server.get(`/docs/assets/${name}`, options, async (_request, reply) =>
      reply.type(type).header('cache-control', 'public, max-age=86400').send(asset(name)),
    )
  }
}

/** Served by us, so that the page works without a CDN. */
const ASSETS = { 'swagger-ui.css': 'text/css; charset=utf-8', 'swagger-ui-bundle.js': 'text/javascript; charset=utf-8' }

const read = new Map<string, Buffer>()

function asset(name: string): Buffer {
  let bytes = read.get(name)
  if (!bytes) read.set(name, (bytes = readFileSync(new URL(import.meta.resolve(`swagger-ui-dist/${name}`)))))
  return bytes
}

const page = (title: string, document: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="/docs/assets/swagger-ui.css">
<link rel="icon" href="data:,">
<style>
body { margin: 0 }
nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; max-width: 1460px; margin: auto; padding: 1rem 20px 0; font: 16px system-ui, sans-serif }
nav a { color: #4f46e5; text-decoration: none; white-space: nowrap }
.dark-mode nav a { color: #8b85ff }
.swagger-ui .info { margin: 1.5rem 0 }
</style>
</head>
<body>
<nav><a href="/">Sinas</a><a href="/graphql">GraphiQL</a><a href="/api/v1/docs">Management API</a><a href="/docs">Runtime API</a></nav>
<div id="docs"></div>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script>
document.documentElement.classList.toggle('dark-mode', matchMedia('(prefers-color-scheme: dark)').matches)
const docs = SwaggerUIBundle({
  url: '${document}', dom_id: '#docs', deepLinking: true, persistAuthorization: true, docExpansion: 'list', defaultModelsExpandDepth: -1,
  onComplete() {
    // Whoever logged in on the page at / is so here.
    const session = JSON.parse(sessionStorage.getItem('session'))
    if (session) docs.preauthorizeApiKey('bearer', session.access_token)
  },
})
</script>
</body>
</html>
`

/** Every active webhook and every active agent's chat. A subgraph that is away leaves its part out. */
async function dynamicPaths(graph: Graph): Promise<DynamicPath[]> {
  const request: RequestInfo = internalRequest(null, crypto.randomUUID())
  const lists = await Promise.allSettled([
    graph.execute<{ paths: DynamicPath[] }>('WebhookPaths', {}, request),
    graph.execute<{ paths: DynamicPath[] }>('AgentPaths', {}, request),
  ])
  return lists.flatMap((list) => (list.status === 'fulfilled' ? list.value.paths : []))
}
