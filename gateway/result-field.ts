import type { FieldNode, SelectionSetNode } from 'graphql'
import {
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
} from 'graphql'
import { type Operation, rootType } from '../schema/operations.ts'

/** The field whose value a route answers. */
export interface ResultField {
  type: GraphQLOutputType
  description: string | null | undefined
  selections: SelectionSetNode | undefined
  /** Names of the fields that are asked for beside it: `pageInfo`, `warnings`. */
  beside: string[]
}

/** As `answerOf` of schema/answer.ts finds the answer in the data: the field named `result`, wherever it stands. */
export function resultField(operation: Operation, schema: GraphQLSchema): ResultField | undefined {
  const definition = operation.document.definitions[0] as OperationDefinitionNode
  return find(rootType(schema, operation.kind)!, definition.selectionSet)
}

function find(type: GraphQLObjectType, { selections }: SelectionSetNode): ResultField | undefined {
  const fields = selections.filter((selection): selection is FieldNode => selection.kind === Kind.FIELD)
  const result = fields.find((field) => nameOf(field) === 'result')
  const known = result && type.getFields()[result.name.value]
  if (known) {
    const beside = fields.filter((field) => field !== result).map(nameOf)
    return { type: known.type, description: known.description, selections: result.selectionSet, beside }
  }
  const holders = fields.flatMap((field) => {
    const inner = getNamedType(type.getFields()[field.name.value]?.type)
    return (field.selectionSet && isObjectType(inner) && find(inner, field.selectionSet)) || []
  })
  return holders.length === 1 ? holders[0] : undefined
}

const nameOf = (field: FieldNode) => field.alias?.value ?? field.name.value
