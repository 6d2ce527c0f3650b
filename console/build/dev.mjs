// npm run console: the console with hot reload, against the platform that runs at SINAS_URL (http://localhost:51245).
import { ensureInstalled } from '../../scripts/install.mjs'
import { run } from '../../scripts/run.mjs'

await ensureInstalled({ dev: true })
run('console/build/serve.ts', process.argv.slice(2))
