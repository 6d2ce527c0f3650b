import { existsSync } from 'node:fs'
import type { SandboxOptions } from './types.ts'

/** What a pool thread needs to know: plain data, for it is cloned into the thread. */
export interface ThreadSettings {
  python: string
  spares: number
  /** Processes that one zygote may have at a time: running, paused, spare and dying. */
  slots: number
  minLevel: number
  maxLevel: number
  memoryMb: number
  storageBytes: number
  network: boolean
  api: [host: string, port: number]
  allowedHosts: [host: string, port: number | null][]
  /** The folder of all folders of packages. */
  store: string | null
  preload: string[]
  warmSets: number
  /** Processes that a set's own zygote may have at a time. */
  setSlots: number
  executionsPerZygote: number
}

const WARM_SETS = 4
/** Each is a few mounts and descriptors; executions beyond it have a process of their own. */
const MOST_SET_SLOTS = 40
const EXECUTIONS_PER_ZYGOTE = 10_000

/** What most functions import: in memory once, shared by every fork. */
export const PRELOAD =
  `json datetime uuid re math random urllib.request urllib.parse http.client ssl hashlib hmac secrets base64 decimal csv logging typing dataclasses
traceback zoneinfo html collections itertools functools string statistics time types asyncio enum io pathlib tempfile contextlib copy operator textwrap
concurrent.futures threading queue email.message unicodedata calendar gzip zipfile shutil inspect pprint heapq bisect struct glob fractions
xml.etree.ElementTree array binascii`.split(/\s+/)

/** @throws TypeError when apiUrl or an allowed host cannot be read */
export function threadSettings(options: SandboxOptions, python: string, concurrency: number, maxPaused: number): ThreadSettings {
  const spares = options.spares ?? 4
  const warmSets = options.warmSets ?? WARM_SETS
  return {
    python,
    spares,
    slots: concurrency + maxPaused + (2 + warmSets) * spares,
    minLevel: options.minLevel,
    maxLevel: options.maxLevel ?? 3,
    memoryMb: options.memoryMb,
    storageBytes: options.storageMb << 20,
    network: options.network,
    api: apiAddress(options.apiUrl),
    allowedHosts: options.allowedHosts.map(hostAndPort),
    store: options.packagesDir && existsSync(options.packagesDir) ? options.packagesDir : null,
    preload: PRELOAD,
    warmSets,
    setSlots: Math.min(MOST_SET_SLOTS, concurrency + spares),
    executionsPerZygote: options.executionsPerZygote ?? EXECUTIONS_PER_ZYGOTE,
  }
}

function apiAddress(url: string): [string, number] {
  const { hostname, port, protocol } = new URL(url)
  return [unbracketed(hostname), port ? Number(port) : protocol === 'https:' ? 443 : 80]
}

function hostAndPort(text: string): [string, number | null] {
  if (text.includes('::') && !text.startsWith('[')) return [text, null]
  const { hostname, port } = new URL(`tcp://${text}`)
  return [unbracketed(hostname), port ? Number(port) : null]
}

function unbracketed(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1')
}
