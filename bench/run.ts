// npm run bench [-- part ...]: everything is measured in one run, side by side, because only ratios survive a change of machine.
import { availableParallelism } from 'node:os'
import { benchHttp } from './http.ts'
import { benchMemory } from './memory.ts'
import { startBenchPlatform } from './platform.ts'

const seconds = Number(process.env.BENCH_SECONDS ?? 5)
const parts: Record<string, (platform: Awaited<ReturnType<typeof startBenchPlatform>>) => Promise<void>> = {
  http: (platform) => benchHttp(platform, seconds),
  memory: benchMemory,
}
const wanted = process.argv.slice(2)

console.log(`Node ${process.version}, ${availableParallelism()} cores, ${seconds} s a row`)
for (const [name, part] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const platform = await startBenchPlatform()
  try {
    await part(platform)
  } finally {
    await platform.stop()
  }
}
process.exit(0)
