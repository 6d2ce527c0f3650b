// A process that serves triggers alone, as a deployment of several processes has it: the test kills it.
import { loadConfig } from '../../schema/config.ts'
import { createLog } from '../../schema/log.ts'
import { startProcess } from '../../schema/platform.ts'
import { functions } from '../functions/index.ts'
import { identity } from '../identity/index.ts'
import { triggers } from './index.ts'

const config = loadConfig()
const log = createLog(config.LOG_LEVEL ?? 'silent')
await startProcess({ config, log, subgraphs: { identity, functions, triggers }, isLocal: (name) => name === 'triggers' })
process.stdout.write('ready\n')
// The test holds the other end: this process does not outlive it.
process.stdin.resume().on('end', () => process.exit(0))
