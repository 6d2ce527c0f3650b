import { type FieldNode, type GraphQLField, Kind, type OperationDefinitionNode, type ValueNode } from 'graphql'
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../../schema/connections/window.ts'
import { SinasError } from '../../schema/errors.ts'

/** Items of a list that has no pages: those are short, for example the groups of a user. */
const SHORT_LIST_SIZE = 20
/** Most items that a page may have which is asked for each of many parents: within the graph, not at its root. */
const MAX_NESTED_PAGE_SIZE = 100

const PAGE_ARGUMENTS = ['first', 'last', 'limit']

/** What the client sends beside its document, as far as it was not validated yet. */
export interface Variables {
  operation: OperationDefinitionNode
  values: Record<string, unknown>
}

/**
 * So many items may a field return that is a list or a connection.
 * @throws SinasError PAGE_SIZE_INVALID where a connection is asked for more than a page, or for less than one item
 */
export function pageSize(
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  given: Variables,
  { isConnection, isRoot }: { isConnection: boolean; isRoot: boolean },
): number {
  const paging = field.args.filter(({ name }) => PAGE_ARGUMENTS.includes(name))
  if (paging.length === 0) return isConnection ? DEFAULT_PAGE_SIZE : SHORT_LIST_SIZE
  const limit = isRoot ? MAX_PAGE_SIZE : MAX_NESTED_PAGE_SIZE
  const sizes = paging.flatMap(({ name }) => {
    const value = plainValue(node.arguments?.find((argument) => argument.name.value === name)?.value, given)
    if (typeof value !== 'number') return []
    if (isConnection && (value < 1 || value > limit))
      throw new SinasError('PAGE_SIZE_INVALID', { argument: `${node.name.value}(${name}:)`, value, limit })
    return Math.max(0, value)
  })
  if (sizes.length > 0) return Math.max(...sizes)
  const fallback = paging.map(({ defaultValue }) => defaultValue).find((value) => typeof value === 'number')
  return typeof fallback === 'number' ? fallback : DEFAULT_PAGE_SIZE
}

/** What an argument is: written out, or a variable's value or default. Of another type than is handled here, undefined: execution refuses it. */
export function plainValue(node: ValueNode | undefined, { operation, values }: Variables): number | boolean | undefined {
  if (node?.kind === Kind.INT) return Number(node.value)
  if (node?.kind === Kind.BOOLEAN) return node.value
  if (node?.kind !== Kind.VARIABLE) return undefined
  const name = node.name.value
  const value = values[name]
  if (typeof value === 'number' || typeof value === 'boolean') return value
  // Null is a value of its own: the default is for a variable that is absent.
  if (value !== undefined) return undefined
  const definition = operation.variableDefinitions?.find(({ variable }) => variable.name.value === name)
  return plainValue(definition?.defaultValue, { operation, values })
}
