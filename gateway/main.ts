import { loadConfig } from '../schema/config.ts'
import { createLog } from '../schema/log.ts'
import { StartError } from '../schema/start-error.ts'
import { UNREAD_VARIABLES } from '../schema/unread-variables.ts'
import { startGateway } from './start.ts'
import { welcome } from './welcome.ts'

try {
  const config = loadConfig()
  const log = createLog(config.LOG_LEVEL ?? (config.DEBUG ? 'debug' : 'info'))
  for (const name of config.unreadVariables) log.warn(`${name} is set and has no effect: ${UNREAD_VARIABLES[name]}`)
  const gateway = await startGateway(config, log, (text) => console.log(text))
  let stopping = false
  async function stop() {
    if (stopping) return
    stopping = true
    log.info('stopping: running requests finish, new ones are refused')
    try {
      await gateway.stop()
      log.info('stopped')
      process.exit(0)
    } catch (error) {
      log.fatal({ err: error }, 'stopping failed')
      process.exit(1)
    }
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop())
  // `npm start` was killed: its child should not live on alone.
  process.once('disconnect', () => void stop())
  process.on('unhandledRejection', (error) =>
    log.error({ err: error }, 'a promise was rejected that no code awaited: this is a bug, please report it'),
  )
  console.log(welcome({ config, port: gateway.port, process: gateway.process }))
} catch (error) {
  console.error(error instanceof StartError ? error.message : error)
  process.exit(1)
}
