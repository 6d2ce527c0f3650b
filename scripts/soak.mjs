// npm run soak [-- part ...]
import { ensureInstalled } from './install.mjs'
import { run } from './run.mjs'

await ensureInstalled({ dev: true })
run('soak/run.ts', process.argv.slice(2))
