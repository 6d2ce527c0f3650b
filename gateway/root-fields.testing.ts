// Every root field of a schema, each in the smallest operation that asks for it.
import {
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql'

export interface RootField {
  name: string
  /** An operation with the arguments that are required and a selection that is valid. */
  source: string
}

export function rootFields(schema: GraphQLSchema): RootField[] {
  return [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((root) =>
    Object.values(root?.getFields() ?? {}).map(({ name, args, type }) => ({
      name,
      source: `${root!.name.toLowerCase()} { ${name}${leastArguments(args)} ${leastSelection(type)} }`,
    })),
  )
}

function leastArguments(args: readonly GraphQLArgument[]): string {
  const required = args.filter(isRequiredArgument)
  return required.length > 0 ? `(${required.map(({ name, type }) => `${name}: ${leastLiteral(type)}`).join(', ')})` : ''
}

function leastLiteral(type: GraphQLInputType): string {
  if (isNonNullType(type)) return leastLiteral(type.ofType as GraphQLInputType)
  if (isListType(type)) return '[]'
  if (isEnumType(type)) return type.getValues()[0]!.name
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter(isRequiredInputField)
    return `{ ${required.map(({ name, type }) => `${name}: ${leastLiteral(type)}`).join(', ')} }`
  }
  return (
    { Int: '1', Float: '1', BigInt: '1', Boolean: 'true', UUID: `"${crypto.randomUUID()}"`, DateTime: '"2030-01-01T00:00:00Z"' }[
      type.name
    ] ?? '"x"'
  )
}

const leastSelection = (type: GraphQLOutputType) => (isLeafType(getNamedType(type)) ? '' : '{ __typename }')
