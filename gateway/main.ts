import { setTimeout as sleep } from 'node:timers/promises'
import { loadConfig } from '../schema/config.ts'
import { createLog } from '../schema/log.ts'
import { startProcess } from '../schema/platform.ts'
import { StartError } from '../schema/start-error.ts'
import { subgraphs } from '../subgraphs/index.ts'
import { createGateway } from './graph.ts'
import { createRequestLog } from './request-log.ts'
import { listRoutes } from './rest.ts'
import { createServer, listen } from './server.ts'
import { welcome } from './welcome.ts'

/** Seconds that running requests may take to finish once the process is told to stop. */
const DRAIN = 30

/** Starts what the configuration says, serves, and on SIGTERM stops in reverse. */
export async function main(): Promise<void> {
  const config = loadConfig()
  const log = createLog(config.LOG_LEVEL ?? (config.DEBUG ? 'debug' : 'info'))
  const process_ = await startProcess({
    config,
    log,
    subgraphs,
    isLocal: (name) => !config.subgraphUrls[name],
    onProgress: (text) => console.log(text),
  })
  const { platform, endpoints, operations, running } = process_
  const schemas = new Map([...endpoints].map(([name, endpoint]) => [name, endpoint.schema] as const))
  const requestLog = createRequestLog({ graph: platform.graph, log })
  const gateway = createGateway(endpoints, config, log)
  const server = createServer({
    config,
    log,
    graph: platform.graph,
    gateway,
    routes: listRoutes(operations.values(), schemas),
    schemas,
    requestLog,
    checks: Object.fromEntries(running.map((subgraph) => [subgraph.name, () => subgraph.ready()])),
  })

  let stopping: Promise<void> | undefined
  const stop = () => (stopping ??= drain())
  async function drain(): Promise<void> {
    log.info('stopping: no new requests')
    await Promise.race([server.close(), sleep(DRAIN * 1000, undefined, { ref: false })])
    await requestLog.close()
    await gateway[Symbol.asyncDispose]?.()
    await process_.stop()
    log.info('stopped')
    log.flush()
  }

  try {
    await gateway.getSchema()
    const port = await listen(server, config)
    console.log(welcome({ config, port, process: process_ }))
  } catch (error) {
    await stop()
    throw explained(error, config.APP_PORT)
  }
  // The gateway runtime listens for signals too, and keeps the process: ours are the only listeners.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.removeAllListeners(signal)
    process.on(signal, () => void stop().then(() => process.exit(0)))
  }
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a promise was rejected and nobody listened'))
}

function explained(error: unknown, port: number): unknown {
  const { code } = error as { code?: string }
  if (code === 'EADDRINUSE')
    return new StartError(`Port ${port} is in use. Stop what listens there, or choose another: APP_PORT=${port + 1} npm start`)
  if (code === 'EACCES') return new StartError(`Port ${port} may not be used by this user. Choose one above 1023: APP_PORT=51245 npm start`)
  return error
}

await main().catch((error: unknown) => {
  console.error(error instanceof StartError ? error.message : error)
  process.exit(1)
})
