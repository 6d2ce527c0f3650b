// What processes take, read from /proc: Linux only, elsewhere everything is zero.
import { readdirSync, readFileSync } from 'node:fs'

/** Milliseconds of a clock tick in /proc: the kernel's USER_HZ is 100 everywhere that Node runs. */
const TICK_MS = 10

interface Stat {
  pid: number
  parent: number
  name: string
  /** Tells it from a later process with the same id. */
  startedAt: number
  /** Of itself and of the children that it has waited for. */
  cpuMs: number
}

/** A process and everything below it. */
export function tree(root: number): Stat[] {
  const children = Map.groupBy(allProcesses(), ({ parent }) => parent)
  const found = [...children.values()].flat().filter(({ pid }) => pid === root)
  for (const { pid } of found) found.push(...(children.get(pid) ?? []))
  return found
}

/** Milliseconds of CPU that everything below a process has used; not the process itself. */
export function cpuBelow(root: number): number {
  return tree(root).reduce((sum, { pid, cpuMs }) => (pid === root ? sum : sum + cpuMs), 0)
}

/** Milliseconds of CPU that a process and everything below it has used. */
export function cpuOf(root: number): number {
  return tree(root).reduce((sum, { cpuMs }) => sum + cpuMs, 0)
}

/** Milliseconds of CPU that the main thread of a process has used: the one that runs JavaScript. */
export function mainThreadCpuOf(pid: number): number {
  const [, , ...fields] = read(`/proc/${pid}/task/${pid}/stat`)
    .replace(/^.*\) /s, '')
    .split(' ')
    .map(Number)
  return (fields[9]! + fields[10]!) * TICK_MS
}

/** Proportional set size in MB of a process and everything below it: a page that several share is counted once among them. */
export function memoryOf(root: number): number {
  return tree(root).reduce((sum, { pid }) => sum + pssMb(pid), 0)
}

export function pssMb(pid: number): number {
  return Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024
}

function allProcesses(): Stat[] {
  return folders().flatMap((folder) => {
    const [, pid, name, rest] = /^(\d+) \((.*)\) (.*)/s.exec(read(`/proc/${folder}/stat`)) ?? []
    if (!pid || !rest) return []
    const [, parent, ...fields] = rest.split(' ').map(Number)
    const cpuMs = fields.slice(9, 13).reduce((sum, ticks) => sum + ticks * TICK_MS, 0)
    return [{ pid: Number(pid), parent: parent!, name: name!, startedAt: fields[17]!, cpuMs }]
  })
}

function folders(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  } catch {
    return []
  }
}

/** @returns nothing where the process has ended meanwhile */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
