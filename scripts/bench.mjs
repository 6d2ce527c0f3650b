// npm run bench [-- part ...]
import { ensureInstalled } from './install.mjs'
import { run } from './run.mjs'

await ensureInstalled({ dev: true })
run('bench/run.ts', process.argv.slice(2))
