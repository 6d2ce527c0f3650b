/** How far one is, in the address: a reload goes on there. */
export interface FirstRunSearch {
  /** `namespace/name` of what was made. */
  agent?: string
  function?: string
  /** The first run. */
  run?: string
  webhook?: string
}

export function readFirstRunSearch(search: Record<string, unknown>): FirstRunSearch {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
  return {
    agent: text(search.agent),
    function: text(search.function),
    run: text(search.run),
    webhook: text(search.webhook),
  }
}

/** @returns the parts of `namespace/name` */
export function nameOf(text: string): { namespace: string; name: string } {
  const [namespace = 'default', name = ''] = text.split('/')
  return { namespace, name }
}
