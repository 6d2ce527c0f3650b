// npm start: installs what is missing, then runs the platform.
import { ensureInstalled } from './install.mjs'
import { run } from './run.mjs'

ensureInstalled()
run('gateway/main.ts', process.argv.slice(2))
