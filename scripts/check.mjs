// npm run check: installs what is missing, then everything that must hold of the sources without running them.
import { ensureInstalled } from './install.mjs'
import { run } from './run.mjs'

await ensureInstalled({ dev: true })
run('scripts/check.ts', process.argv.slice(2))
