import { createAccessTokens } from '../../schema/access-tokens.ts'
import { openChangeFeed } from '../../schema/change-feed.ts'
import type { Database } from '../../schema/database.ts'
import type { Platform } from '../../schema/subgraph.ts'
import { openQueue } from '../../workers/queue/index.ts'
import { openSandbox, type Sandbox } from '../../workers/sandbox/index.ts'
import { connectSandboxes } from '../../workers/sandbox-fleet.ts'
import { packagesFolder, sandboxOptions } from '../../workers/sandbox-options.ts'
import { Channel } from './channel.ts'
import type { ExecutionChange } from './executions/change.ts'
import { ExecutionStore } from './executions/execution-store.ts'
import { Feed } from './executions/feed.ts'
import { OwnedExecutions } from './executions/owned-executions.ts'
import { QueuedRuns } from './executions/queued-runs.ts'
import { startRetention } from './executions/retention.ts'
import { Runner } from './executions/runner.ts'
import { Catalog } from './functions/catalog.ts'
import { findOldLinks } from './functions/old-links.ts'
import { PackageSets } from './packages/package-sets.ts'
import type { Services } from './services.ts'
import { engineFolder } from './templates/engine-folder.ts'
import { TemplateEngine } from './templates/template-engine.ts'

/** Milliseconds that executions may go on once the process is told to stop. */
const DRAIN_MS = 20_000

/** Opens the pool and the queue, ends what dead processes left behind, and takes jobs. */
export async function start(platform: Platform, database: Database) {
  const { config, log, databaseUrl, graph, listener, presence, secretKey } = platform
  const { processId } = presence
  const channel = new Channel(listener)
  await channel.open()
  const engine = await engineFolder()
  const packages = new PackageSets({ database, channel, log, config, kept: [engine] })
  await packages.open()
  const sandbox = await openSandboxOf(platform)
  const queue = await openQueue({
    postgresUrl: databaseUrl,
    mongodbUrl: config.MONGODB_URL,
    name: `functions ${processId}`,
    listener,
    presence,
    log,
  })

  const templates = new TemplateEngine({ sandbox, folder: engine, store: packagesFolder(config), python: config.FUNCTION_PYTHON })
  const catalog = new Catalog({ database, channel, findOldLinks: (fn) => findOldLinks({ database, sandbox, graph }, fn) })
  const changes = await openChangeFeed<ExecutionChange>(listener, 'execution_changes', { whileWatched: true })
  const store = new ExecutionStore({ database, databaseUrl, presence, changes, log })
  const feed = new Feed(channel)
  const tokens = await createAccessTokens(secretKey)
  const { FUNCTION_TIMEOUT: timeout, MAX_FUNCTION_TIMEOUT: maxTimeout } = config
  const runner = new Runner({
    ...{ sandbox, store, catalog, packages, feed, tokens, graph, log, processId, timeout, maxTimeout },
    apiUrl: config.GATEWAY_URL ?? config.publicUrl,
  })
  const queuedRuns = new QueuedRuns(
    { queue, store, catalog, runner, feed, graph, processId, timeout, maxTimeout },
    {
      concurrency: config.QUEUE_FUNCTION_CONCURRENCY,
      attempts: Math.max(1, config.QUEUE_MAX_RETRIES),
      delayMs: config.QUEUE_RETRY_DELAY * 1000,
    },
  )
  const owned = new OwnedExecutions({
    database,
    presence,
    runner,
    feed,
    changes,
    log,
    requeue: (id, userId) => queuedRuns.requeue(id, userId),
  })
  channel.on('cancelled', ({ id, process }) => {
    if (process === processId) runner.kill(id)
  })
  channel.on('continued', ({ id, process }) => {
    if (process === processId) void runner.resume(id)
  })
  const unfollowed = (error: unknown) =>
    log.error(
      { err: error },
      'this machine could not install the packages that functions require: it tries again at the next change or start',
    )
  channel.on('packages', () => void packages.follow().catch(unfollowed))

  await owned.open()
  await queue.start()
  void packages.adopt().catch(unfollowed)
  const stopRetention = startRetention({ database, queue, log, days: config.EXECUTION_RETENTION_DAYS })

  const services: Services = {
    config,
    processId,
    presence,
    channel,
    catalog,
    sandbox,
    queue,
    store,
    feed,
    changes,
    runner,
    queuedRuns,
    packages,
    templates,
  }
  return {
    services,
    async stop() {
      await stopRetention()
      await Promise.all([queue.close(DRAIN_MS), runner.close(DRAIN_MS)])
      owned.close()
      await sandbox.close()
      changes.close()
      channel.close()
      await store.close()
    },
    async ready() {
      const { level, layers, workers } = sandbox.stats()
      return { level, layers, workers: workers.length }
    },
  }
}

function openSandboxOf({ config, log, workerKey }: Platform): Promise<Sandbox> {
  if (config.SANDBOX_URL) return connectSandboxes({ urls: config.SANDBOX_URL, workerKey: workerKey!, log })
  return openSandbox(sandboxOptions(config, log))
}
