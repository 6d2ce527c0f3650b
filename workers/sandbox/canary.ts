import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Layers, RunRequest } from './types.ts'

const CODE = join(import.meta.dirname, 'python', 'canary.py')

/** What a canary tries; `true` means that the attempt succeeded. */
type Escapes = Record<keyof Layers | 'temporary', string[]>

/** A function that tries to break out. Run it before any other: the level follows from what it could not do, not from the layers that were meant to be on. */
export async function canaryRequest(storageBytes: number): Promise<Omit<RunRequest, 'user' | 'memoryMb'> & { memoryMb: number }> {
  const code = await readFile(CODE, 'utf8')
  const source = { namespace: 'sandbox', name: 'canary', code, version: 1, inputSchema: {}, outputSchema: {}, links: [] }
  return {
    executionId: 'canary',
    functions: [source],
    entry: { namespace: 'sandbox', name: 'canary' },
    input: { storage_bytes: storageBytes },
    context: {},
    timeoutMs: 10_000,
    memoryMb: 64,
  }
}

/** The layers as the canary found them: a layer that let an attempt through is off, whatever the kernel reports. */
export function provenLayers(layers: Layers, output: unknown): Layers {
  const escapes = output as Escapes
  const judge = (layer: keyof Layers, ...attempts: string[]) =>
    layers[layer].startsWith('on') && attempts.length > 0 ? `failed: ${attempts.join(', ')}` : layers[layer]
  return {
    seccomp: judge('seccomp', ...escapes.seccomp, ...escapes.network),
    landlock: judge('landlock', ...escapes.landlock),
    namespaces: judge('namespaces', ...escapes.namespaces, ...escapes.temporary),
    network: layers.network,
  }
}
