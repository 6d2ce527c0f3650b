import type { Layers, Level } from './types.ts'

const NAMES: Record<Exclude<keyof Layers, 'network'>, string> = {
  seccomp: 'the system call filter (seccomp)',
  landlock: 'the file rules (Landlock)',
  namespaces: 'namespaces',
}

/** What these layers amount to: 3 all, 2 without namespaces, 1 without Landlock, 0 without a system call filter. */
export function levelOf(layers: Layers): Level {
  const [seccomp, landlock, namespaces] = [layers.seccomp, layers.landlock, layers.namespaces].map((state) => state.startsWith('on'))
  if (!seccomp) return 0
  if (landlock) return namespaces ? 3 : 2
  return namespaces ? 1 : 0
}

/** A sentence for the operator, who has to change that. */
export function missingLayers(layers: Layers): string {
  const missing = Object.entries(NAMES).filter(([layer]) => !layers[layer as keyof typeof NAMES].startsWith('on'))
  return missing.map(([layer, name]) => `${name}: ${layers[layer as keyof typeof NAMES]}`).join('; ')
}
