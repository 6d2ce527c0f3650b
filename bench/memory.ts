// The memory of an idle platform, and how long it takes to start.
import { setTimeout as sleep } from 'node:timers/promises'
import type { BenchPlatform } from './platform.ts'
import { memoryOf, pssMb } from './processes.ts'

/** Seconds of rest before memory is read. */
const REST_SECONDS = 5

export async function benchMemory(platform: BenchPlatform): Promise<void> {
  await sleep(REST_SECONDS * 1000)
  const own = memoryOf(platform.child.pid!)
  const all = memoryOf(process.pid) - pssMb(process.pid)
  console.log(
    `\nAt rest\n\nstart to /ready            ${Math.round(platform.startMs)} ms (first start: with migrations, without the database's own start)`,
  )
  console.log(`platform, idle             ${Math.round(own)} MB (proportional set size, sandbox and ClickHouse included)`)
  console.log(`with PostgreSQL            ${Math.round(all)} MB`)
}
