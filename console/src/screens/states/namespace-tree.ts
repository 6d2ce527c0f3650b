/** A namespace, or what the names of several begin with before a slash. */
export interface NamespaceNode {
  /** Its last part. */
  name: string
  /** The whole. */
  namespace: string
  /** States in it, and in those below it. */
  count: number
  children: NamespaceNode[]
}

/** Namespaces as a tree by their slashes, each with how many states it has. */
export function namespaceTree(states: readonly { namespace: string }[]): NamespaceNode[] {
  const roots: NamespaceNode[] = []
  const known = new Map<string, NamespaceNode>()
  for (const { namespace } of states) {
    let siblings = roots
    let path = ''
    for (const name of namespace.split('/')) {
      path = path === '' ? name : `${path}/${name}`
      let node = known.get(path)
      if (!node) {
        node = { name, namespace: path, count: 0, children: [] }
        known.set(path, node)
        siblings.push(node)
      }
      node.count += 1
      siblings = node.children
    }
  }
  return sorted(roots)
}

const sorted = (nodes: NamespaceNode[]): NamespaceNode[] =>
  nodes.map((node) => ({ ...node, children: sorted(node.children) })).sort((a, b) => a.name.localeCompare(b.name))
