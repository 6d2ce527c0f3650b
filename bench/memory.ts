// What the platform takes when nobody uses it, and how long it takes to start.
import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BenchPlatform } from './platform.ts'

/** Seconds of rest before memory is read. */
const REST = 5

/** Proportional set size: a page that several processes share is counted once among them. Linux only. */
function pssMb(pid: string): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

async function descendants(root: number): Promise<string[]> {
  const children = new Map<string, string[]>()
  for await (const status of glob('/proc/[0-9]*/stat')) {
    try {
      const [, pid, parent] = /^(\d+) \(.*\) \S (\d+)/s.exec(readFileSync(status, 'utf8')) ?? []
      if (pid && parent) children.set(parent, [...(children.get(parent) ?? []), pid])
    } catch {
      // It ended while we looked.
    }
  }
  const found: string[] = []
  const queue = [String(root)]
  while (queue.length > 0) {
    const pid = queue.shift()!
    found.push(pid)
    queue.push(...(children.get(pid) ?? []))
  }
  return found
}

export async function benchMemory(platform: BenchPlatform): Promise<void> {
  await sleep(REST * 1000)
  const total = async (root: number) => (await descendants(root)).reduce((sum, pid) => sum + pssMb(pid), 0)
  const own = await total(platform.child.pid!)
  const all = await total(process.pid)
  const bench = pssMb(String(process.pid))
  console.log(
    `\nAt rest\n\nstart to /ready            ${Math.round(platform.startMs)} ms (first start: with migrations, without the database's own start)`,
  )
  console.log(`platform, idle             ${Math.round(own)} MB (proportional set size, sandbox and ClickHouse included)`)
  console.log(`with PostgreSQL            ${Math.round(all - bench)} MB`)
}
