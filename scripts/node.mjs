// Runs a script of ours after it has installed what is missing, by the Node of the dependencies:  node scripts/node.mjs scripts/compose.ts
import { ensureInstalled } from './install.mjs'
import { run } from './run.mjs'

const [script, ...args] = process.argv.slice(2)
await ensureInstalled({ dev: true })
run(script, args)
