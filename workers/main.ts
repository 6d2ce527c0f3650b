// A sandbox worker: runs functions for the functions subgraph of other processes, which find it by SANDBOX_URL.

import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import process from 'node:process'
import { loadConfig } from '../schema/config.ts'
import { createLog } from '../schema/log.ts'
import { StartError } from '../schema/start-error.ts'
import { openSandbox } from './sandbox/index.ts'
import { sandboxOptions } from './sandbox-options.ts'
import { serveSandbox } from './sandbox-server.ts'

const DRAIN_MS = 30_000

try {
  const config = loadConfig()
  const log = createLog(config.LOG_LEVEL ?? (config.DEBUG ? 'debug' : 'info'))
  if (!config.SECRET_KEY)
    throw new StartError('SECRET_KEY is required: the same for every process, because requests between them are signed.')
  const sandbox = await openSandbox(sandboxOptions(config, log, undefined))
  const { server, drain } = serveSandbox(sandbox, config.SECRET_KEY, log)
  server.listen(config.WORKER_PORT, config.APP_HOST)
  await once(server, 'listening')
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, async () => {
      log.info('stopping: executions finish, new ones are refused')
      await drain(DRAIN_MS)
      await sandbox.close()
      process.exit(0)
    })
  }
  log.info({ port: (server.address() as AddressInfo).port, level: sandbox.level }, 'the sandbox worker is ready')
} catch (error) {
  console.error(error instanceof StartError ? error.message : error)
  process.exit(1)
}
