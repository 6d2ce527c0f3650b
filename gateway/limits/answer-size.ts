import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'
import { pageSize, plainValue, type Variables } from './page-size.ts'

/** What a query may return at most, each list full. */
export interface AnswerSize {
  /** Items of lists and connections. */
  nodes: number
  /** Values of fields, which are resolved one by one: the cost. */
  cost: number
}

/** Where selections are: among the fields of the root, of an object, or of a connection whose pages have so many items. */
interface Place {
  type: GraphQLNamedType | undefined
  itemsOfPage?: number
}

/**
 * How much an operation may return: the sizes of lists are multiplied along each path, as GitHub's API counts nodes. Each fragment is measured once for a
 * size of page, so the time that it takes grows with the document and not with what it unfolds to.
 * @throws SinasError PAGE_SIZE_INVALID
 */
export function answerSize(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  values: Record<string, unknown> = {},
): AnswerSize {
  const given: Variables = { operation, values }
  const root = schema.getRootType(operation.operation)
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  const known = new Map<string, AnswerSize>()

  function measure(set: SelectionSetNode, place: Place): AnswerSize {
    const total = { nodes: 0, cost: 0 }
    for (const selection of set.selections) {
      if (!isIncluded(selection, given)) continue
      const { nodes, cost } = measureSelection(selection, place)
      total.nodes += nodes
      total.cost += cost
    }
    return total
  }

  function measureSelection(selection: SelectionNode, { type, itemsOfPage }: Place): AnswerSize {
    const place = (name: string | undefined) => ({ type: name ? schema.getType(name) : type, ...(itemsOfPage && { itemsOfPage }) })
    if (selection.kind === Kind.FIELD) return measureField(selection, { type, ...(itemsOfPage && { itemsOfPage }) })
    if (selection.kind === Kind.INLINE_FRAGMENT) return measure(selection.selectionSet, place(selection.typeCondition?.name.value))
    const key = `${selection.name.value} ${itemsOfPage ?? ''}`
    const fragment = fragments.get(selection.name.value)
    const size = known.get(key) ?? (fragment ? measure(fragment.selectionSet, place(fragment.typeCondition.name.value)) : NOTHING)
    known.set(key, size)
    return size
  }

  function measureField(node: FieldNode, { type, itemsOfPage }: Place): AnswerSize {
    const field = fieldOf(type, node.name.value)
    // Introspection reads what is in memory, and validation bounds it.
    if (!field) return NOTHING
    const fieldType = getNamedType(field.type)
    if (!node.selectionSet || !isCompositeType(fieldType)) return { nodes: 0, cost: 1 }
    const isList = isListOf(field.type)
    // The items of a page, which its connection counted.
    if (itemsOfPage !== undefined && isList) return times(itemsOfPage, measure(node.selectionSet, { type: fieldType }), 0)
    const isConnection = fieldType.name.endsWith('Connection')
    if (!isConnection && !isList) return times(1, measure(node.selectionSet, { type: fieldType }), 0)
    const items = pageSize(node, field, given, { isConnection, isRoot: type === root })
    if (!isConnection) return times(items, measure(node.selectionSet, { type: fieldType }), items)
    return times(1, measure(node.selectionSet, { type: fieldType, itemsOfPage: items }), items)
  }

  return measure(operation.selectionSet, { type: root ?? undefined })
}

const NOTHING: AnswerSize = { nodes: 0, cost: 0 }

/** A field of an object, so many times, and its own value. */
const times = (count: number, { nodes, cost }: AnswerSize, own: number): AnswerSize => ({
  nodes: own + count * nodes,
  cost: 1 + count * cost,
})

const isListOf = (type: GraphQLOutputType): boolean => isListType(getNullableType(type))

function fieldOf(type: GraphQLNamedType | undefined, name: string): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined
}

/** Whether `@skip` and `@include` leave it in. */
function isIncluded(selection: SelectionNode, given: Variables): boolean {
  for (const { name, arguments: [condition] = [] } of selection.directives ?? []) {
    const value = plainValue(condition?.value, given)
    if ((name.value === 'skip' && value === true) || (name.value === 'include' && value === false)) return false
  }
  return true
}
