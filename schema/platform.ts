import { mkdirSync } from 'node:fs'
import { type Config, demandKeys, type SubgraphName } from './config.ts'
import { type DataFolder, openDataFolder, WORKER_KEY_FILE } from './embedded/data-folder.ts'
import { startPostgres } from './embedded/postgres.ts'
import { createGraph, type SubgraphEndpoint } from './graph.ts'
import type { Logger } from './log.ts'
import { loadOperations, type Operation } from './operations.ts'
import { createOwnership } from './ownership/open.ts'
import { remoteSubgraph } from './remote-subgraph.ts'
import { createSealer } from './sealing.ts'
import { type Platform, type RunningSubgraph, type Subgraph, startSubgraph } from './subgraph.ts'

/** The subgraphs of a process, local or behind URLs, and the services that they share. */
export interface Process {
  platform: Omit<Platform, 'sealer' | 'workerKey'>
  operations: ReadonlyMap<string, Operation>
  /** Every subgraph, wherever it runs. */
  endpoints: ReadonlyMap<string, SubgraphEndpoint>
  /** Those that run here. */
  running: RunningSubgraph[]
  /** The embedded PostgreSQL, where there is one. */
  postgresPid: number | undefined
  /** Stops in the reverse of the order in which things started. */
  stop(): Promise<void>
}

interface ProcessOptions {
  config: Config
  log: Logger
  subgraphs: Partial<Record<SubgraphName, Subgraph>>
  /** Which of them run in this process. */
  isLocal(name: SubgraphName): boolean
  /** What this process asks in place of a subgraph, for all that it asks of it. */
  endpointOf?: ((name: SubgraphName, endpoint: SubgraphEndpoint) => SubgraphEndpoint) | undefined
  /** Called with a few words for each step that takes time. */
  onProgress?: ((text: string) => void) | undefined
}

/**
 * Opens the data folder, starts the embedded database where no server is configured, and starts the subgraphs that are local.
 * @throws StartError for a fault that the operator can correct
 */
export async function startProcess({
  config,
  log,
  subgraphs,
  isLocal,
  endpointOf = (_, endpoint) => endpoint,
  onProgress,
}: ProcessOptions): Promise<Process> {
  const stops: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const step of stops.reverse().splice(0))
      await step().catch((error: unknown) => log.error({ err: error }, 'one component failed to stop: the others are stopped all the same'))
  }
  try {
    const names = Object.keys(subgraphs) as SubgraphName[]
    const local = names.filter(isLocal)
    const keys = keysOf(config, local)
    demandKeys(config, ...keys)
    const embedsClickHouse = !config.clickhouseUrl && local.includes('logs')
    const embedsPostgres = !config.databaseUrl && local.length > 0
    const needsFolder = embedsPostgres || embedsClickHouse || keys.some((name) => !config[name])
    const folder = needsFolder ? await openDataFolder(config.dataDir) : undefined
    if (folder) stops.push(() => folder.close())
    if (embedsPostgres) onProgress?.(`Starting PostgreSQL in ${config.SINAS_DATA_DIR} ...`)
    const postgres = embedsPostgres ? await startPostgres(folder!, { log }) : undefined
    if (postgres) stops.push(() => postgres.stop())

    const endpoints = new Map<string, SubgraphEndpoint>()
    const operations = loadOperations()
    const databaseUrl = config.databaseUrl ?? postgres?.url ?? ''
    const ownership = createOwnership(databaseUrl, log)
    if (local.length > 0) {
      await ownership.start()
      stops.push(() => ownership.stop())
    }
    const platform = {
      config,
      log,
      databaseUrl,
      listener: ownership.listener,
      presence: ownership.presence,
      secretKey: config.SECRET_KEY ?? (await folder!.secret('secret.key')),
      graph: createGraph(operations, endpoints),
      folder(name: string) {
        const path = `${config.dataDir}/${name}`
        mkdirSync(path, { recursive: true, mode: 0o700 })
        return path
      },
    }
    const secrets = local.length > 0 ? await secretsOf(config, folder, keys) : undefined
    for (const name of names) {
      const url = config.subgraphUrls[name]
      if (isLocal(name) || !url) continue
      const remote = remoteSubgraph({ name, url, schema: subgraphs[name]!.schema, secretKey: platform.secretKey })
      endpoints.set(name, endpointOf(name, remote))
    }
    if (local.length > 0) onProgress?.(`Bringing tables up to date and starting ${local.join(', ')} ...`)
    // All at once: most of a start is waiting. No subgraph may use the graph while it starts: other subgraphs may still be missing.
    const started = await Promise.allSettled(local.map((name) => startSubgraph(subgraphs[name]!, { ...platform, ...secrets! })))
    const running = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    for (const subgraph of running) {
      stops.push(() => subgraph.stop())
      endpoints.set(subgraph.name, endpointOf(subgraph.name, subgraph))
    }
    const failed = started.find((result) => result.status === 'rejected')
    if (failed) throw failed.reason
    if (local.length > 0) await ownership.presence.takeUpFromDead()
    return { platform, operations, endpoints, running, postgresPid: postgres?.pid, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The keys that a process with these subgraphs uses. A gateway alone seals nothing and knows no worker. */
function keysOf(config: Config, local: SubgraphName[]): ('SECRET_KEY' | 'ENCRYPTION_KEY' | 'WORKER_KEY')[] {
  if (local.length === 0) return ['SECRET_KEY']
  const asksWorkers = local.includes('functions') && config.SANDBOX_URL
  return asksWorkers ? ['SECRET_KEY', 'ENCRYPTION_KEY', 'WORKER_KEY'] : ['SECRET_KEY', 'ENCRYPTION_KEY']
}

async function secretsOf(config: Config, folder: DataFolder | undefined, keys: string[]): Promise<Pick<Platform, 'sealer' | 'workerKey'>> {
  return {
    sealer: createSealer(config.ENCRYPTION_KEY ?? (await folder!.secret('encryption.key'))),
    workerKey: keys.includes('WORKER_KEY') ? (config.WORKER_KEY ?? (await folder!.secret(WORKER_KEY_FILE))) : undefined,
  }
}
