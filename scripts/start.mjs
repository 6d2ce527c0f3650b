// npm start: installs what is missing, builds the console where it changed, then runs the platform.
import { ensureConsole } from '../console/build/ensure.mjs'
import { ensureInstalled, NODE } from './install.mjs'
import { run } from './run.mjs'

ensureInstalled()
ensureConsole(NODE)
run('gateway/main.ts', process.argv.slice(2))
