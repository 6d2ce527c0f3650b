// Builds the console into console/dist, with each file compressed beside it. `ensure.mjs` starts it where what was built is not what would be.
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { build } from 'vite'
import { viteConfig } from '../vite.config.ts'

/** Bytes below which compression is not worth it. */
const MIN_COMPRESSED_BYTES = 1024

/** How often this process tries to put what it has built in its place. */
const MOST_TRIES = 10

const [fingerprint = ''] = process.argv.slice(2)
const folder = fileURLToPath(new URL('../', import.meta.url))
const target = path.join(folder, 'dist')
// Another process may build or serve at this moment: it never sees a half of it.
const made = path.join(folder, `dist-${process.pid}`)

try {
  await build({ ...viteConfig, build: { ...viteConfig.build, outDir: made } })
  await Promise.all(readdirSync(path.join(made, 'assets')).map((file) => compress(path.join(made, 'assets', file))))
  writeFileSync(path.join(made, 'fingerprint'), fingerprint)
  putInPlace()
} finally {
  rmSync(made, { recursive: true, force: true })
}

/** Another process that builds may put its own there in between: the last one stays. */
function putInPlace(): void {
  const before = `${made}-before`
  for (let tries = 0; ; tries++) {
    try {
      if (existsSync(target)) renameSync(target, before)
      renameSync(made, target)
      break
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '') || tries === MOST_TRIES) throw error
    } finally {
      rmSync(before, { recursive: true, force: true })
    }
  }
}

async function compress(file: string): Promise<void> {
  const bytes = readFileSync(file)
  if (bytes.length < MIN_COMPRESSED_BYTES) return
  const [small, smaller] = await Promise.all([
    promisify(gzip)(bytes, { level: 9 }),
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }),
  ])
  writeFileSync(`${file}.gz`, small)
  writeFileSync(`${file}.br`, smaller)
}
