import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql'

/** What is counted of a document as it is written, before it is validated. Fragments count wherever they are used. */
export interface QueryShape {
  /** Levels of fields: `{ me { id } }` has two. */
  depth: number
  aliases: number
  directives: number
}

/** The shape of a document: of several operations the largest, because the request says only later which one it means. */
export function shapeOf(document: DocumentNode): QueryShape {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  const known = new Map<string, QueryShape>()

  function fragmentShape(name: string): QueryShape {
    const seen = known.get(name)
    if (seen) return seen
    // Stands for a fragment that uses itself, which validation refuses afterwards.
    known.set(name, NOTHING)
    const shape = selectionShape(fragments.get(name)?.selectionSet)
    known.set(name, shape)
    return shape
  }

  function selectionShape(set: SelectionSetNode | undefined): QueryShape {
    const total = { ...NOTHING }
    for (const selection of set?.selections ?? []) {
      const isField = selection.kind === Kind.FIELD
      const inner = selection.kind === Kind.FRAGMENT_SPREAD ? fragmentShape(selection.name.value) : selectionShape(selection.selectionSet)
      total.depth = Math.max(total.depth, inner.depth + (isField ? 1 : 0))
      // Clients add `__typename` under names of their own, at no cost.
      total.aliases += inner.aliases + (isField && selection.alias && selection.name.value !== '__typename' ? 1 : 0)
      total.directives += inner.directives + (selection.directives?.length ?? 0)
    }
    return total
  }

  const largest = { ...NOTHING }
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue
    const shape = selectionShape(definition.selectionSet)
    largest.depth = Math.max(largest.depth, shape.depth)
    largest.aliases = Math.max(largest.aliases, shape.aliases)
    largest.directives = Math.max(largest.directives, shape.directives + (definition.directives?.length ?? 0))
  }
  return largest
}

const NOTHING: QueryShape = { depth: 0, aliases: 0, directives: 0 }
