// npm start: installs what is missing, builds the console where it changed, then runs the platform. What it can do without at first is installed meanwhile.
import { ensureConsole } from '../console/build/ensure.mjs'
import { ensureInstalled, installClickHouseEngine, lacksClickHouseEngine, NODE } from './install.mjs'
import { run } from './run.mjs'

await ensureInstalled()
ensureConsole(NODE)
const engineArrives = lacksClickHouseEngine()
const platform = run('gateway/main.ts', process.argv.slice(2), engineArrives ? { CLICKHOUSE_ENGINE_ARRIVES: '1' } : {})
if (engineArrives) installClickHouseEngine(platform)
