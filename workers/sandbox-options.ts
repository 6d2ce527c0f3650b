import path from 'node:path'
import type { Config } from '../schema/config.ts'
import type { Logger } from '../schema/log.ts'
import type { Level, SandboxOptions } from './sandbox/index.ts'

const MB: Record<string, number> = { '': 1 / 1024 / 1024, k: 1 / 1024, m: 1, g: 1024 }

/** The folder of packages: in a split deployment a volume that subgraphs and workers share. */
export const packagesFolder = (config: Config) => path.join(config.dataDir, 'functions', 'packages')

/** The pool as the configuration asks for it. */
export function sandboxOptions(config: Config, log: Logger): SandboxOptions {
  return {
    python: config.FUNCTION_PYTHON,
    threads: config.SANDBOX_THREADS,
    minLevel: config.SANDBOX_MIN_LEVEL as Level,
    memoryMb: config.MAX_FUNCTION_MEMORY,
    storageMb: megabytes(config.MAX_FUNCTION_STORAGE),
    network: config.FUNCTION_NETWORK,
    allowedHosts: config.FUNCTION_ALLOWED_HOSTS,
    apiUrl: config.GATEWAY_URL ?? config.publicUrl,
    packagesDir: packagesFolder(config),
    warmSets: config.SANDBOX_WARM_SETS,
    maxTimeoutSeconds: config.MAX_FUNCTION_TIMEOUT,
    maxQueued: config.QUEUE_MAX_WAITING,
    log,
  }
}

/** `64m`, `1g`, or bytes. */
function megabytes(size: string): number {
  const [, amount, unit] = /^(\d+)([kmg]?)$/i.exec(size)!
  return Math.max(1, Math.round(Number(amount) * MB[unit!.toLowerCase()]!))
}
