// npm start: installs what is missing, then runs the platform. What it can do without at first is installed meanwhile.
import { ensureInstalled, installClickHouseEngine, lacksClickHouseEngine } from './install.mjs'
import { run } from './run.mjs'

await ensureInstalled()
const engineArrives = lacksClickHouseEngine()
const platform = run('gateway/main.ts', process.argv.slice(2), engineArrives ? { CLICKHOUSE_ENGINE_ARRIVES: '1' } : {})
if (engineArrives) installClickHouseEngine(platform)
