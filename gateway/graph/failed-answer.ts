import { type ExecutionResult, type FragmentDefinitionNode, GraphQLError, type GraphQLSchema, isNonNullType, Kind } from 'graphql'
import { collectFields } from 'graphql/execution/collectFields.js'
import type { KnownOperation } from './known-documents.ts'

/** The answer of a subgraph that gave none: each of its fields is null, and has the error. */
export function failedAnswer(
  schema: GraphQLSchema,
  { document, definition }: KnownOperation,
  { cause, values }: { cause: unknown; values: Record<string, unknown> },
): ExecutionResult {
  const root = schema.getRootType(definition.operation)!
  const fragments: Record<string, FragmentDefinitionNode> = {}
  for (const node of document.definitions) if (node.kind === Kind.FRAGMENT_DEFINITION) fragments[node.name.value] = node
  const data: Record<string, unknown> = {}
  const errors: GraphQLError[] = []
  let isNull = false
  for (const [key, [node]] of collectFields(schema, fragments, values, root, definition.selectionSet)) {
    const field = root.getFields()[node!.name.value]
    data[key] = field ? null : root.name
    if (!field) continue
    errors.push(located(cause, key))
    isNull ||= isNonNullType(field.type)
  }
  return { errors, data: isNull ? null : data }
}

function located(cause: unknown, key: string): GraphQLError {
  const error = cause instanceof Error ? cause : new Error(String(cause))
  return new GraphQLError(error.message, { path: [key], originalError: error })
}
