import { setTimeout as sleep } from 'node:timers/promises'
import { tree } from '../bench/processes.ts'
import type { Server } from './server.ts'

export interface Faults {
  /** @returns how often what was killed */
  stop(): Promise<Record<string, number>>
}

/**
 * Kills at random until it is stopped.
 * @param meanMs between two kills
 * @param serverEvery of so many kills one is that of a whole server; the others are those of processes that a server has started
 */
export function breakThings(servers: Server[], meanMs: number, serverEvery: number): Faults {
  const killed: string[] = []
  const stopping = new AbortController()
  async function run() {
    for (let i = 0; ; i++) {
      const isOver = await sleep(Math.random() * 2 * meanMs, false, { signal: stopping.signal }).catch(() => true)
      if (isOver) return
      if (i % serverEvery === Math.min(1, serverEvery - 1)) {
        await pick(servers).replace()
        killed.push('server')
      } else killed.push(pick(servers.filter(({ pid }) => tree(pid).length > 1)).killOneBelow() ?? 'nothing')
    }
  }
  const running = run()
  // The caller of `stop` gets the error.
  running.catch(() => undefined)
  return {
    async stop() {
      stopping.abort()
      await running
      return tally(killed, (name) => name)
    },
  }
}

/** How many there are of each name. */
export function tally<T>(items: T[], name: (item: T) => string): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(items, name)].map(([key, group]) => [key, group.length]))
}

export const pick = <T>(items: T[]) => items[Math.floor(Math.random() * items.length)]!
