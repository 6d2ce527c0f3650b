import { once } from 'node:events'
import type { SubgraphName } from '../schema/config.ts'
import { loadConfig } from '../schema/config.ts'
import { createLog } from '../schema/log.ts'
import { startProcess } from '../schema/platform.ts'
import { StartError } from '../schema/start-error.ts'
import { openSharedEnvelopes } from '../schema/used-envelopes.ts'
import { subgraphs } from './index.ts'
import { serveSubgraphs } from './serve.ts'

/**
 * Serves the subgraphs that SUBGRAPHS names, for gateways in other processes. The others are found by their URLs
 * (IDENTITY_URL and so on), because subgraphs do things in one another.
 */
export async function main(): Promise<void> {
  const config = loadConfig()
  const log = createLog(config.LOG_LEVEL ?? (config.DEBUG ? 'debug' : 'info'))
  const wanted = new Set(config.SUBGRAPHS ?? [])
  const unknown = [...wanted].filter((name) => !(name in subgraphs))
  if (wanted.size === 0 || unknown.length > 0) {
    throw new StartError(
      `SUBGRAPHS must name what this process serves, of: ${Object.keys(subgraphs).join(', ')}. It ${unknown.length > 0 ? `names ${unknown.join(', ')}, which is unknown` : 'is empty'}.`,
    )
  }
  if (!config.databaseUrl)
    throw new StartError('DATABASE_URL is required where subgraphs run in a process of their own: they share one database.')

  const started = await startProcess({ config, log, subgraphs, isLocal: (name: SubgraphName) => wanted.has(name) })
  const shared = await openSharedEnvelopes(started.running[0]!.database, log)
  const { secretKey } = started.platform
  const drain = new AbortController()
  const server = serveSubgraphs(started.running, { secretKey, maxBodyBytes: config.MAX_BODY_BYTES, shared, stopping: drain.signal })
  server.listen(config.SUBGRAPH_PORT, config.APP_HOST)
  await once(server, 'listening')
  log.info({ port: config.SUBGRAPH_PORT, subgraphs: [...wanted] }, 'this process serves subgraphs')

  let stopping = false
  async function stop() {
    if (stopping) return
    stopping = true
    const closed = once(server, 'close')
    server.close()
    drain.abort()
    server.closeIdleConnections()
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 30_000).unref())])
    await shared.close()
    await started.stop()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop())
}

await main().catch((error: unknown) => {
  console.error(error instanceof StartError ? error.message : error)
  process.exit(1)
})
