// npm run bench [-- part ...]: everything is measured in one run, side by side, because only ratios survive a change of machine.
import { availableParallelism } from 'node:os'
import { benchChat } from './chat.ts'
import { benchConsole } from './console.ts'
import { benchConsoleLists } from './console-lists.ts'
import { benchCron } from './cron.ts'
import { benchFunctions } from './functions.ts'
import { benchHttp } from './http.ts'
import { benchMemory } from './memory.ts'
import { type BenchPlatform, startBenchPlatform } from './platform.ts'
import { benchQueue } from './queue.ts'
import { benchSandbox } from './sandbox.ts'
import { benchScale } from './scale.ts'
import { benchStates } from './states.ts'
import { benchWebhooks } from './webhooks.ts'

const seconds = Number(process.env.BENCH_SECONDS ?? 5)
const parts: Record<string, (platform: BenchPlatform, seconds: number) => Promise<void>> = {
  http: benchHttp,
  sandbox: benchSandbox,
  functions: benchFunctions,
  queue: benchQueue,
  webhooks: benchWebhooks,
  cron: benchCron,
  chat: benchChat,
  states: benchStates,
  memory: benchMemory,
  console: benchConsole,
  lists: benchConsoleLists,
}
const wanted = process.argv.slice(2)
const unknown = wanted.find((name) => !(name in parts) && name !== 'scale')
if (unknown !== undefined) {
  console.error(`There is no part "${unknown}". Parts: ${[...Object.keys(parts), 'scale'].join(', ')}`)
  process.exit(1)
}

console.log(`Node ${process.version}, ${availableParallelism()} cores, ${seconds} s a row`)
for (const [name, part] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const platform = await startBenchPlatform()
  try {
    await part(platform, seconds)
  } finally {
    await platform.stop()
  }
}
// On a platform of several processes.
if (wanted.length === 0 || wanted.includes('scale')) await benchScale(seconds)
process.exit(0)
