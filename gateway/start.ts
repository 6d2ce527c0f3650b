import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer as createTcpServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildASTSchema, parse } from 'graphql'
import type { Config } from '../schema/config.ts'
import type { Logger } from '../schema/log.ts'
import { type Process, startProcess } from '../schema/platform.ts'
import { StartError } from '../schema/start-error.ts'
import { subgraphs } from '../subgraphs/index.ts'
import { PersistedDocuments } from './documents/persisted-documents.ts'
import { LazyRuntime } from './graph/lazy-runtime.ts'
import { createStraightPath } from './graph/straight-path.ts'
import { KnownCallers } from './known-callers.ts'
import { OpenStreams } from './open-streams.ts'
import { createRequestLog } from './request-log.ts'
import { listRoutes } from './rest.ts'
import { forgettingCallers, hearOfRights } from './rights-changes.ts'
import { createServer, listen } from './server.ts'
import { SessionStreams } from './session/session-streams.ts'

/** Composed beforehand (`npm run compose`), so that a start does not wait for it; a test checks that it is up to date. */
const SUPERGRAPH = new URL('../schema/supergraph.graphql', import.meta.url)
/** What clients see of it. */
const PUBLIC_SCHEMA = new URL('../schema/schema.graphql', import.meta.url)

const read = (file: URL) => parse(readFileSync(file, 'utf8'), { noLocation: true })

/** Seconds that running requests may take to finish once the gateway is told to stop. */
const DRAIN_SECONDS = 30

export interface RunningGateway {
  port: number
  process: Process
  /** No new requests; running ones finish, logs are flushed, then what was started stops in reverse. */
  stop(): Promise<void>
}

/**
 * Starts the gateway, and in this process every subgraph that has no URL in the configuration.
 * @param onProgress is called with a few words for each step that takes time
 * @throws StartError for a fault that the operator can correct
 */
export async function startGateway(config: Config, log: Logger, onProgress?: (text: string) => void): Promise<RunningGateway> {
  await tryPort(config)
  const callers = new KnownCallers()
  const process = await startProcess({
    ...{ config, log, subgraphs, onProgress },
    isLocal: (name) => !config.subgraphUrls[name],
    endpointOf: (name, endpoint) => (name === 'identity' ? forgettingCallers(endpoint, callers) : endpoint),
  })
  const { platform, endpoints, operations, running } = process
  const requestLog = createRequestLog({ graph: platform.graph, log })
  const streams = new OpenStreams(config)
  const sessionStreams = new SessionStreams({ graph: platform.graph, streams, log })
  const stopHearing = hearOfRights(platform.graph, [callers, sessionStreams], log)
  const stops: (() => Promise<unknown>)[] = [() => process.stop(), () => requestLog.close(), stopHearing]
  let stopping: Promise<void> | undefined
  const stop = () => (stopping ??= drain())
  async function drain(): Promise<void> {
    for (const step of stops.reverse().splice(0)) await step()
  }

  try {
    const supergraph = read(SUPERGRAPH)
    const schema = buildASTSchema(read(PUBLIC_SCHEMA), { assumeValid: true, assumeValidSDL: true })
    const persisted = new PersistedDocuments(config)
    const runtime = new LazyRuntime(async () => {
      const { createGateway } = await import('./graph/runtime.ts')
      return createGateway(supergraph, endpoints, { config, log, streams, persisted })
    })
    stops.push(() => runtime.close())
    // Where others are served already, no request should wait for it.
    if (config.production) await runtime.load()
    const schemas = new Map([...endpoints].map(([name, endpoint]) => [name, endpoint.schema] as const))
    const server = createServer({
      config,
      log,
      graph: platform.graph,
      callers,
      runtime,
      straightPath: createStraightPath(supergraph, { schema, runtime, endpoints, config, log, persisted }),
      streams,
      routes: listRoutes(operations.values(), schemas),
      requestLog,
      checks: Object.fromEntries(running.map((subgraph) => [subgraph.name, () => subgraph.ready()])),
    })
    stops.push(() => Promise.race([server.close(), sleep(DRAIN_SECONDS * 1000, undefined, { ref: false })]))
    return { port: await listen(server, config), process, stop }
  } catch (error) {
    await stop()
    throw explained(error, config.APP_PORT)
  }
}

/** Checks that the port is free before databases are started in vain. */
async function tryPort(config: Config): Promise<void> {
  const probe = createTcpServer()
  try {
    probe.listen(config.APP_PORT, config.APP_HOST)
    await once(probe, 'listening')
  } catch (error) {
    throw explained(error, config.APP_PORT)
  } finally {
    probe.close()
  }
}

function explained(error: unknown, port: number): unknown {
  const { code } = error as { code?: string }
  if (code === 'EADDRINUSE')
    return new StartError(`Port ${port} is in use. Stop what listens there, or choose another: APP_PORT=${port + 1} npm start`)
  if (code === 'EACCES') return new StartError(`Port ${port} may not be used by this user. Choose one above 1023: APP_PORT=51245 npm start`)
  return error
}
