// A sandbox worker: runs functions for the functions subgraph of other processes, which find it by SANDBOX_URL.

import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import process from 'node:process'
import { type Config, demandKeys, loadConfig, secretsIn } from '../schema/config.ts'
import { sharedSecret, WORKER_KEY_FILE } from '../schema/embedded/data-folder.ts'
import { createLog, type Logger } from '../schema/log.ts'
import { StartError } from '../schema/start-error.ts'
import { openSandbox } from './sandbox/index.ts'
import { sandboxOptions } from './sandbox-options.ts'
import { serveSandbox } from './sandbox-server.ts'

const DRAIN_MS = 30_000

try {
  const config = loadConfig()
  const log = createLog(config.LOG_LEVEL ?? (config.DEBUG ? 'debug' : 'info'))
  demandKeys(config, 'WORKER_KEY')
  refuseSecrets(config, log)
  const workerKey = config.WORKER_KEY ?? (await sharedSecret(config.dataDir, WORKER_KEY_FILE))
  const sandbox = await openSandbox(sandboxOptions(config, log))
  const { server, drain } = serveSandbox(sandbox, workerKey, log)
  server.listen(config.WORKER_PORT, config.APP_HOST)
  await once(server, 'listening')
  async function stop() {
    log.info('stopping: executions finish, new ones are refused')
    try {
      await drain(DRAIN_MS)
      await sandbox.close()
      process.exit(0)
    } catch (error) {
      log.fatal({ err: error }, 'stopping failed')
      process.exit(1)
    }
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void stop())
  }
  log.info({ port: (server.address() as AddressInfo).port, level: sandbox.level }, 'the sandbox worker is ready')
} catch (error) {
  console.error(error instanceof StartError ? error.message : error)
  process.exit(1)
}

/**
 * Users' code runs here: if it ever gets out of the sandbox, it must not find secrets. A developer's `.env` is for all
 * processes at once, so that outside of production it is only said.
 */
function refuseSecrets(config: Config, log: Logger): void {
  const found = secretsIn(config).filter((name) => name !== 'WORKER_KEY')
  if (found.length === 0) return
  const message = `A sandbox worker runs the code of users and needs no secret but WORKER_KEY. Remove from its environment: ${found.join(', ')}`
  if (config.production) throw new StartError(message)
  log.warn(message)
}
