// npm test: installs what is missing, then runs every test. npm test -- schema gateway/rest: those whose path starts so.
import { ensureInstalled } from './install.mjs'
import { run } from './run.mjs'

await ensureInstalled({ dev: true })
run('scripts/run-tests.ts', process.argv.slice(2))
